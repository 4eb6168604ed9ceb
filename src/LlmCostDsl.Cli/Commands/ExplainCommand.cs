using System.CommandLine;
using LlmCostDsl.Analysis.Comparisons;
using LlmCostDsl.Analysis.Formulas;
using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Analysis.Reports;
using LlmCostDsl.Cli.Hosting;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Cli.Commands;

/// <summary><c>llmspec explain</c>: what a declaration says, and how a figure comes about.</summary>
internal sealed class ExplainCommand : IInputCommand
{
    // A page of text: beyond it a formula is looked at in parts.
    private const int FormulaLimit = 1600;

    private readonly CliContext context;
    private readonly QuestionOptions question = new();
    private readonly Argument<string> name = new("NAME") { Description = "A declaration; of an analysis or a model also NAME.operator, NAME.operator.channel, NAME.output." };
    private readonly Option<string?> after = new("--after") { Description = $"The state after a pass: {string.Join(", ", SpecCompiler.Passes)}.", HelpName = "PASS" };
    private readonly Option<bool> plan = new("--plan") { Description = "The plan that is evaluated, with what each pass of the optimiser made of its operations." };
    private readonly Option<bool> diff = new("--diff") { Description = "What the transforms of --apply change, operator by operator; without --apply, those of the analysis." };
    private readonly Option<string> format = new("--format") { Description = "Of --diff: text or json.", HelpName = "FORMAT", DefaultValueFactory = _ => "text" };
    private readonly Option<bool> wide = new("--wide") { Description = "Nothing cut." };

    public ExplainCommand(CliContext context)
    {
        this.context = context;
        after.AcceptOnlyFromAmong([.. SpecCompiler.Passes]);
        format.AcceptOnlyFromAmong("text", "json");
        Command = new("explain", "How a figure comes about: formulas, with numbers where inputs are given by --NAME VALUE.") { name, diff, after, plan, format, wide };
        question.AddTo(Command);
        Command.SetAction(Run);
    }

    /// <summary>A state of a compilation as text; null where something stopped it.</summary>
    private delegate string? Printed(AnalysisRequest request, out EquatableArray<Diagnostic> diagnostics);

    public Command Command { get; }

    public IReadOnlyList<InputSetting> Inputs { get; set; } = [];

    private int Run(ParseResult parse)
    {
        if (question.Settings(parse, context) is not { } settings || question.Specs(parse, context) is not { } specs)
        {
            return ExitCode.Usage;
        }

        var isDifference = parse.GetValue(diff);
        if (isDifference ? parse.GetValue(after) is not null || parse.GetValue(plan) : parse.GetValue(format) != "text")
        {
            Screen.Complain(context, isDifference ? "--diff cannot be combined with --after or --plan" : "--format json is for --diff; 'llmspec analyze' has figures as JSON");
            return ExitCode.Usage;
        }

        var compiler = SpecCompiler.Load(specs);
        var path = parse.GetValue(name)!;
        if (isDifference)
        {
            return Difference(compiler, question.Request(parse, path), [.. settings, .. Inputs], parse);
        }

        if (parse.GetValue(after) is { } pass)
        {
            return State(question.Request(parse, path), (r, out d) => compiler.After(pass, r, out d));
        }

        if (parse.GetValue(plan))
        {
            return State(question.Request(parse, path), compiler.Plan);
        }

        if (Declared(compiler, path) is { Count: > 0 } entries)
        {
            Screen.Show(context, entries.SelectMany(CatalogueReport.Page), parse.GetValue(wide));
            return ExitCode.Fine;
        }

        return Formulas(compiler, question.Request(parse, path), [.. settings, .. Inputs], parse.GetValue(wide));
    }

    // Analyses and models have figures to explain; of everything else the declaration is all there is.
    private static List<CatalogueEntry> Declared(SpecCompiler compiler, string path)
    {
        var found = SpecCompiler.Kinds.SelectMany(compiler.List).Where(e => path.Equals(e.Name, StringComparison.OrdinalIgnoreCase) || path.Equals(e.Module + "." + e.Name, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Exists(e => e.Kind is "analysis" or "model") ? [] : found;
    }

    private int State(AnalysisRequest request, Printed printed)
    {
        IReadOnlyList<Diagnostic> refusal = [];
        foreach (var target in Explanation.Targets(request.Target))
        {
            if (printed(request with { Target = target }, out var diagnostics) is { } text)
            {
                context.Out.Write(text.TrimEnd('\n') + "\n");
                return ExitCode.Fine;
            }

            refusal = [.. diagnostics];
        }

        return Screen.Refuse(context, [], refusal);
    }

    private int Formulas(SpecCompiler compiler, AnalysisRequest request, IReadOnlyList<InputSetting> settings, bool isWide)
    {
        var (found, refusal) = Explanation.Find(compiler, request);
        if (found is null)
        {
            return Screen.Refuse(context, [], refusal);
        }

        var outcome = new QuestionDesk(compiler, context.Witness).Ask(found.Request, settings);
        if (outcome.Answer is null && settings.Count > 0)
        {
            foreach (var error in outcome.Errors)
            {
                Screen.Complain(context, error);
            }

            return ExitCode.Usage;
        }

        var isAsked = settings.Count > 0 || request.Device is not null;
        if (!found.HasFormulas)
        {
            Screen.Complain(context, $"'{request.Target}' has no '{found.Part}'{found.Suggestion()}");
            return ExitCode.Usage;
        }

        Screen.Show(context, found.Document(outcome.Answer, isAsked, isWide ? int.MaxValue : FormulaLimit), isWide);
        return ExitCode.Fine;
    }

    private int Difference(SpecCompiler compiler, AnalysisRequest request, IReadOnlyList<InputSetting> settings, ParseResult parse)
    {
        var outcome = new RewriteDesk(compiler, context.Witness).Ask(request, settings);
        if (outcome.Difference is not { } difference)
        {
            return Screen.Refuse(context, outcome.Errors, outcome.Diagnostics);
        }

        if (parse.GetValue(format) == "json")
        {
            context.Out.Write(DifferenceJson.Write(difference) + "\n");
        }
        else
        {
            Screen.Show(context, DifferenceDocument.Build(difference), parse.GetValue(wide));
        }

        // A rule that changed nothing is worth knowing of where changes are asked for.
        context.Error.Write(DiagnosticRenderer.Render(outcome.Diagnostics.Where(d => d.Severity == Severity.Warning)));
        return ExitCode.Fine;
    }
}
