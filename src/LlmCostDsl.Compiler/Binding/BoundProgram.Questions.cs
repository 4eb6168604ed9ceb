using System.Text;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <content>Questions from the command line: spec text is made of them, parsed, and bound like any other.</content>
internal sealed partial class BoundProgram
{
    private const string CommandLine = "command line";

    /// <summary>The analysis a question asks for; null where something in the question itself is unknown.</summary>
    /// <param name="diagnostics">Receives whatever concerns the question: its own errors, and those of everything it needs.</param>
    public AnalysisSymbol? BindQuestion(AnalysisRequest request, DiagnosticBag diagnostics)
    {
        suggestionsLeft = SuggestionBudget;
        var symbol = MakeQuestion(request, diagnostics);
        diagnostics.AddRange(Project.Diagnostics);
        if (symbol is null)
        {
            return null;
        }

        var search = new CycleSearch(this);
        search.Run(new Symbol[] { symbol }.Concat(Attributes).Concat(Channels));
        foreach (var reached in search.Reached)
        {
            diagnostics.AddRange(reached.Diagnostics);
        }

        return symbol;
    }

    private AnalysisSymbol? MakeQuestion(AnalysisRequest request, DiagnosticBag diagnostics)
    {
        var analysis = Find<AnalysisSymbol>(request.Target, out var noAnalysis);
        var model = analysis is null ? Find<ModelSymbol>(request.Target, out var noModel) : Ignore(out noModel);
        if (analysis is null && model is null)
        {
            diagnostics.Add(Unknown(request.Target, noAnalysis!, noModel!));
            return null;
        }

        if (analysis is not null && request is { Model: null, Device: null, Schedule: null, Timing: null, Apply.Count: 0, Own: null, Asked.Count: 0 })
        {
            return analysis;
        }

        var text = new QuestionText();
        var resolve = new TypedNames(this, diagnostics);
        if (analysis is null)
        {
            text.Add("model", request.Model is null ? model!.ToString() : resolve.Name<ModelSymbol>(request.Model));
        }
        else
        {
            text.Add("model", request.Model is null ? null : resolve.Name<ModelSymbol>(request.Model));
        }

        foreach (var apply in request.Apply)
        {
            text.Add("apply", resolve.Name<TransformSymbol>(apply));
        }

        var schedule = request.Schedule is null ? null : resolve.Name<ScheduleSymbol>(request.Schedule);
        var timing = request.Timing is null ? null : resolve.Name<TimingSymbol>(request.Timing);
        if (analysis is null)
        {
            schedule ??= FirstThatFits(model!, diagnostics);
            timing ??= Prelude.All(DeclarationKind.Timing).FirstOrDefault()?.ToString();
        }

        text.Add("schedule", schedule);
        text.Add("timing", timing);
        text.Add("on", request.Device is null ? null : resolve.Name<HardwareSymbol>(request.Device));
        if (resolve.Failed || (analysis is null && schedule is null))
        {
            return null;
        }

        return Bound(analysis, model, request, text.ToString(), diagnostics);
    }

    private AnalysisSymbol Bound(AnalysisSymbol? analysis, ModelSymbol? model, AnalysisRequest request, string text, DiagnosticBag diagnostics)
    {
        var source = new SourceText(CommandLine, text);
        var parsed = SpecParser.Parse(source);
        diagnostics.AddRange(parsed.Diagnostics);
        var file = new SpecFile(Project, source, parsed) { SeesEverything = true };
        IReadOnlyList<StatementSyntax> asked = parsed.Tree.Declarations.OfType<AnalysisSyntax>().FirstOrDefault() is { } syntax ? syntax.Body : [];
        var changed = new HashSet<ChoiceKind>(asked.OfType<ChoiceSyntax>().Select(c => c.Kind));
        var statements = new List<(SpecFile File, StatementSyntax Statement)>();
        if (analysis is { Syntax: { } declared, File: { } home })
        {
            var dropped = request.Own is not { } own ? [] : declared.Body.OfType<ApplySyntax>().Where((_, i) => !own.Contains(i)).ToList();
            statements.AddRange(declared.Body.Where(s => s is not ChoiceSyntax c || !changed.Contains(c.Kind)).Where(s => !dropped.Exists(d => ReferenceEquals(d, s))).Select(s => (home, s)));
        }

        statements.AddRange(asked.Select(s => (file, s)));
        Symbol target = (Symbol?)analysis ?? model!;
        var symbol = new AnalysisSymbol(target.Name, target.Module, target.At, target.Documentation);
        var added = AskedSyntax.Read(Project, request.Asked, diagnostics);
        SymbolFactory.Guard(symbol, file, () => new AnalysisBinder(symbol, file, statements, isQuestion: true, added).Bind());
        symbol.Title ??= symbol.Model?.Title;
        return symbol;
    }

    private string? FirstThatFits(ModelSymbol model, DiagnosticBag diagnostics)
    {
        if (model.Architecture is not { } architecture)
        {
            diagnostics.AddRange(model.Diagnostics);
            return null;
        }

        foreach (var schedule in Prelude.All(DeclarationKind.Schedule).OfType<ScheduleSymbol>())
        {
            if (PhaseCheck.Fits(schedule, architecture.Phases))
            {
                return schedule.ToString();
            }
        }

        diagnostics.Add(model.At.NoScheduleFits(model.Name, architecture.Phases));
        return null;
    }

    private static ModelSymbol? Ignore(out string? error)
    {
        error = null;
        return null;
    }

    private static Diagnostic Unknown(string target, string noAnalysis, string noModel)
    {
        var at = new SourceSpan(new SourceText(CommandLine, target), new TextSpan(0, target.Length));
        return noAnalysis.Contains(" may be ") ? at.AmbiguousTypedName(noAnalysis)
            : noModel.Contains(" may be ") ? at.AmbiguousTypedName(noModel)
            : at.UnknownTypedName(noModel.Contains("did you mean") ? noModel.Replace("no model", "no analysis and no model") : noAnalysis.Replace("no analysis", "no analysis and no model"));
    }

    // What is typed in front of arguments follows the rules for typed names; in the text it stands as its full name.
    private sealed class TypedNames(BoundProgram program, DiagnosticBag diagnostics)
    {
        public bool Failed { get; private set; }

        public string Name<TSymbol>(string typed)
            where TSymbol : Symbol
        {
            typed = typed.Trim();
            var end = 0;
            while (end < typed.Length && typed[end] != '(' && !char.IsWhiteSpace(typed[end]))
            {
                end++;
            }

            if (program.Find<TSymbol>(typed.Substring(0, end), out var error) is { } symbol)
            {
                return symbol + typed.Substring(end);
            }

            Failed = true;
            var at = new SourceSpan(new SourceText(CommandLine, typed), new TextSpan(0, end));
            diagnostics.Add(error!.Contains(" may be ") ? at.AmbiguousTypedName(error) : at.UnknownTypedName(error));
            return typed;
        }
    }

    private sealed class QuestionText
    {
        private readonly StringBuilder text = new("analysis question {\n");

        public void Add(string word, string? rest)
        {
            if (rest is not null)
            {
                // One statement, one line: what is typed cannot begin another.
                text.Append("    ").Append(word).Append(' ').Append(rest.Replace('\r', ' ').Replace('\n', ' ')).Append('\n');
            }
        }

        public override string ToString() => text + "}\n";
    }
}
