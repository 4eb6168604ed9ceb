using System.CommandLine;
using LlmCostDsl.Analysis.Exports;
using LlmCostDsl.Cli.Hosting;
using LlmCostDsl.Compiler;

namespace LlmCostDsl.Cli.Commands;

/// <summary><c>llmspec export</c>: devices and models as data.</summary>
internal sealed class ExportCommand : ICommand
{
    private readonly CliContext context;
    private readonly Argument<string[]> targets = new("TARGET") { Arity = ArgumentArity.ZeroOrMore, Description = "Devices and models; all of them without it." };
    private readonly Option<string> format = new("--format") { Description = "json, csv, markdown, or json-schema: what a device file may hold.", HelpName = "FORMAT", DefaultValueFactory = _ => "json" };
    private readonly Option<string[]> spec = new("--spec") { Description = "A spec file, or a folder of them; repeatable.", HelpName = "FILE" };

    public ExportCommand(CliContext context)
    {
        this.context = context;
        format.AcceptOnlyFromAmong("json", "csv", "markdown", "json-schema");
        Command = new("export", "Devices and models as data; 'analyze --device-file' reads the devices again.") { targets, format, spec };
        Command.SetAction(Run);
    }

    public Command Command { get; }

    private int Run(ParseResult parse)
    {
        if (SpecFiles.Read(context, parse.GetValue(spec) ?? []) is not { } specs)
        {
            return ExitCode.Usage;
        }

        var compiler = SpecCompiler.Load(specs);
        var form = parse.GetValue(format)!;
        if (form == "json-schema")
        {
            context.Out.Write(DeviceSchema.Write(compiler.HardwareAttributes()) + "\n");
            return ExitCode.Fine;
        }

        var (found, errors, diagnostics) = Export.Of(compiler, parse.GetValue(targets) ?? []);
        if (found is null)
        {
            return Screen.Refuse(context, errors, diagnostics);
        }

        context.Out.Write(form switch
        {
            "csv" => ExportCsv.Write(found),
            "markdown" => CataloguePage.Write(found, compiler),
            _ => ExportJson.Write(found) + "\n",
        });
        return ExitCode.Fine;
    }
}
