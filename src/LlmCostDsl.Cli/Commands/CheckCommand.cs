using System.CommandLine;
using LlmCostDsl.Analysis.Reports;
using LlmCostDsl.Cli.Hosting;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Diagnostics;

namespace LlmCostDsl.Cli.Commands;

/// <summary><c>llmspec check</c>: everything there is to say about some spec files.</summary>
internal sealed class CheckCommand : ICommand
{
    private readonly CliContext context;
    private readonly Argument<string[]> files = new("FILES") { Arity = ArgumentArity.OneOrMore, Description = "Spec files, or folders of them; together they are one module." };
    private readonly Option<string> format = new("--format") { Description = "text, json or sarif.", HelpName = "FORMAT", DefaultValueFactory = _ => "text" };

    public CheckCommand(CliContext context)
    {
        this.context = context;
        format.AcceptOnlyFromAmong("text", "json", "sarif");
        Command = new("check", "Diagnostics of spec files, each with its line and a caret.") { files, format };
        Command.SetAction(Run);
    }

    public Command Command { get; }

    private int Run(ParseResult parse)
    {
        if (SpecFiles.Read(context, parse.GetValue(files)!) is not { } texts)
        {
            return ExitCode.Usage;
        }

        IReadOnlyList<Diagnostic> diagnostics = [.. SpecCompiler.Load(texts).Check()];
        switch (parse.GetValue(format))
        {
            case "json":
                context.Out.Write(DiagnosticsJson.Write(diagnostics) + "\n");
                break;
            case "sarif":
                context.Out.Write(SarifReport.Write(diagnostics) + "\n");
                break;
            default:
                Screen.Show(context, DiagnosticLines.Of(diagnostics, texts.Count));
                break;
        }

        return diagnostics.Any(d => d.Severity == Severity.Error) ? ExitCode.Errors : ExitCode.Fine;
    }
}
