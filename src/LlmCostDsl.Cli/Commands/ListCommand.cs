using System.CommandLine;
using LlmCostDsl.Analysis.Reports;
using LlmCostDsl.Cli.Hosting;
using LlmCostDsl.Compiler;

namespace LlmCostDsl.Cli.Commands;

/// <summary><c>llmspec list</c>: what the catalogue and one's own specs declare.</summary>
internal sealed class ListCommand
{
    private readonly CliContext context;
    private readonly Argument<string> kind = new("KIND") { Description = string.Join(", ", SpecCompiler.Kinds) + "." };
    private readonly Option<string[]> spec = new("--spec") { Description = "A spec file, or a folder of them; repeatable.", HelpName = "FILE" };
    private readonly Option<string> format = new("--format") { Description = "table or json.", HelpName = "FORMAT", DefaultValueFactory = _ => "table" };
    private readonly Option<bool> wide = new("--wide") { Description = "Nothing cut." };

    public ListCommand(CliContext context)
    {
        this.context = context;
        kind.AcceptOnlyFromAmong([.. SpecCompiler.Kinds]);
        format.AcceptOnlyFromAmong("table", "json");
        Command = new("list", "What there is: models, devices, transforms and the rest.") { kind, spec, format, wide };
        Command.SetAction(Run);
    }

    public Command Command { get; }

    private int Run(ParseResult parse)
    {
        if (SpecFiles.Read(context, parse.GetValue(spec) ?? []) is not { } specs)
        {
            return ExitCode.Usage;
        }

        var entries = SpecCompiler.Load(specs).List(parse.GetValue(kind)!);
        if (parse.GetValue(format) == "json")
        {
            context.Out.Write(CatalogueReport.Json(entries) + "\n");
        }
        else
        {
            Screen.Show(context, [CatalogueReport.Grid(entries)], parse.GetValue(wide));
        }

        return ExitCode.Fine;
    }
}
