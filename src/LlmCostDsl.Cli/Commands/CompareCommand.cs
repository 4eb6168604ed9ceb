using System.CommandLine;
using LlmCostDsl.Analysis.Comparisons;
using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Analysis.Reports;
using LlmCostDsl.Cli.Hosting;
using LlmCostDsl.Compiler;

namespace LlmCostDsl.Cli.Commands;

/// <summary><c>llmspec compare</c>: what each of some transforms buys, alone and together.</summary>
internal sealed class CompareCommand : IInputCommand
{
    private readonly CliContext context;
    private readonly QuestionOptions question = new();
    private readonly Argument<string> target = new("TARGET") { Description = "An analysis or a model." };
    private readonly Option<string> format = new("--format") { Description = "text, markdown, json or csv.", HelpName = "FORMAT", DefaultValueFactory = _ => "text" };
    private readonly Option<bool> wide = new("--wide") { Description = "All columns." };

    public CompareCommand(CliContext context)
    {
        this.context = context;
        format.AcceptOnlyFromAmong("text", "markdown", "json", "csv");
        Command = new("compare", "What the transforms of --apply buy, each alone and all together; without --apply, those of the analysis. Inputs are set by --NAME VALUE.") { target, format, wide };
        question.AddTo(Command);
        Command.SetAction(Run);
    }

    public Command Command { get; }

    public IReadOnlyList<InputSetting> Inputs { get; set; } = [];

    private int Run(ParseResult parse)
    {
        if (question.Settings(parse, context) is not { } settings || question.Specs(parse, context) is not { } specs)
        {
            return ExitCode.Usage;
        }

        var outcome = new VariantDesk(SpecCompiler.Load(specs), context.Witness).Ask(question.Request(parse, parse.GetValue(target)!), [.. settings, .. Inputs]);
        if (outcome.Comparison is not { } comparison)
        {
            return Screen.Refuse(context, outcome.Errors, outcome.Diagnostics);
        }

        Show(comparison, parse.GetValue(format)!, parse.GetValue(wide));
        foreach (var variant in comparison.All.Where(v => !v.IsAnswered))
        {
            Screen.Complain(context, $"'{variant.Name}' has no answer{(variant.Outcome.Errors.Count > 0 ? ": " + string.Join("; ", variant.Outcome.Errors) : string.Empty)}");
            Screen.ShowErrors(context, variant.Outcome.Diagnostics);
        }

        return comparison.All.All(v => v.IsAnswered) ? ExitCode.Fine : ExitCode.Errors;
    }

    private void Show(VariantComparison comparison, string form, bool isWide)
    {
        switch (form)
        {
            case "json":
                context.Out.Write(ComparisonJson.Write(comparison) + "\n");
                break;
            case "csv":
                context.Out.Write(ComparisonCsv.Write(comparison));
                break;
            case "markdown":
                context.Out.Write(MarkdownRenderer.Render(ComparisonDocument.Build(comparison)));
                break;
            default:
                Screen.Show(context, ComparisonDocument.Build(comparison), isWide);
                break;
        }
    }
}
