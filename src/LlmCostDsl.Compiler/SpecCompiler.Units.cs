using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Emit;
using LlmCostDsl.Compiler.Lowering;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler;

/// <summary>Names one declaration of a program.</summary>
/// <param name="Key">Its name; that of an attribute with its subject.</param>
/// <param name="Module">The module's path; empty for the project's own files.</param>
/// <param name="Ordinal">0 for the declaration that names mean; others are declared twice.</param>
internal sealed record DeclarationName(DeclarationKind Kind, string Key, string Module, int Ordinal = 0);

/// <summary>One declaration, checked by itself.</summary>
/// <param name="Symbol">Null where there is no such declaration.</param>
/// <param name="Diagnostics">What binding said of it and of all it needs, and what lowering said; nothing is silenced.</param>
/// <param name="IsSound">Whether nothing was wrong but expectations: code can be made of it.</param>
internal sealed record CheckedDeclaration(Symbol? Symbol, IReadOnlyList<Diagnostic> Diagnostics, bool IsSound)
{
    /// <summary>The evaluator, of a sound analysis.</summary>
    public EvaluatorPlan? Plan { get; init; }

    /// <summary>What is known of a model that could be built.</summary>
    public ModelFigures? Model { get; init; }
}

/// <content>Declarations one by one: what hosts that keep results need.</content>
internal sealed partial class SpecCompiler
{
    /// <summary>Loads files that are parsed already.</summary>
    /// <param name="checksCatalogue">Whether the catalogue is checked as strictly as the project.</param>
    public static SpecCompiler Load(SpecLibrary library, IReadOnlyList<(SourceText Source, ParsedFile Parsed)> files, bool checksCatalogue = false)
        => new(BoundProgram.Load(library, files, checksCatalogue));

    /// <summary>What is wrong with texts, imports and names declared twice, and with the checks that all devices pass: everything that is no single declaration's matter.</summary>
    public IReadOnlyList<Diagnostic> CheckModules()
    {
        foreach (var module in program.ChecksCatalogue ? program.Modules : [program.Project])
        {
            _ = module.Files.Sum(f => f.Imports.Count);
        }

        _ = program.Lints;
        return program.Diagnostics.Items;
    }

    /// <summary>Binds and lowers one declaration with whatever it needs, and nothing else: an error elsewhere does not touch it.</summary>
    public CheckedDeclaration Check(DeclarationName name)
    {
        var bag = new DiagnosticBag();
        if (Find(name) is not { } symbol)
        {
            return new CheckedDeclaration(null, [], false);
        }

        var isCompiled = symbol is ModelSymbol or HardwareSymbol or AnalysisSymbol;
        var isChecked = program.ChecksCatalogue || symbol.Module.Length == 0;
        var search = new CycleSearch(program);
        search.Run(isCompiled ? new[] { symbol }.Concat(program.Attributes).Concat(program.Channels) : [symbol]);
        program.NoteHidden(symbol);
        foreach (var reached in search.Reached)
        {
            bag.AddRange(reached.Diagnostics);
        }

        if (!isCompiled || bag.HasErrors || search.Reached.Any(IsBroken))
        {
            return new CheckedDeclaration(symbol, bag.Items, !bag.HasErrors && !IsBroken(symbol));
        }

        EvaluatorPlan? plan = null;
        ModelFigures? figures = null;
        Guarded(symbol.At, bag, () =>
        {
            switch (symbol)
            {
                case ModelSymbol model:
                    CheckModel(model, bag, isChecked, out figures);
                    break;
                case HardwareSymbol device when isChecked:
                    CheckDevice(device, bag);
                    break;
                case AnalysisSymbol analysis:
                    CheckAnalysis(analysis, bag, isChecked, out plan);
                    break;
            }
        });
        return new CheckedDeclaration(symbol, bag.Items, plan is not null || !bag.Items.Any(d => d.Severity == Severity.Error && !IsExpectation(d))) { Plan = plan, Model = figures };
    }

    /// <summary>What an analysis looks like from outside, as far as binding knows; evaluating it refuses.</summary>
    public EvaluatorPlan Outline(AnalysisSymbol analysis)
    {
        var evaluator = NewEvaluator();
        return new PlanLowering(evaluator.Pool, evaluator.Vocabulary).Lower(new AnalysisOutline(evaluator, analysis).Lower());
    }

    private Symbol? Find(DeclarationName name)
        => program.FindModule(name.Module)?.All(name.Kind).Where(s => KeyOf(s) == name.Key).Skip(name.Ordinal).FirstOrDefault();

    private static string KeyOf(Symbol symbol) => symbol is AttributeSymbol a ? a.Subject + "." + a.Name : symbol.Name;

    private static bool IsExpectation(Diagnostic diagnostic)
        => diagnostic.Kind == LimitDiagnostics.ExpectationKind || diagnostic.Kind == LimitDiagnostics.ExpectationUnknownKind || diagnostic.Kind == LimitDiagnostics.LintKind;

    // Whether the text of a declaration could not be read in full: what is left of it means something else. What is wrong behind it belongs to it as well,
    // up to the next declaration.
    private bool IsBroken(Symbol symbol)
    {
        var file = program.FindModule(symbol.Module)?.Files.FirstOrDefault(f => ReferenceEquals(f.Source, symbol.At.Source));
        if (file is null || !file.Parsed.HasErrors)
        {
            return false;
        }

        var declarations = file.Parsed.Tree.Declarations;
        var start = declarations.Where(d => d.Span.Start <= symbol.At.Span.Start).Select(d => d.Span.Start).DefaultIfEmpty(0).Max();
        var end = declarations.Where(d => d.Span.Start > symbol.At.Span.Start).Select(d => d.Span.Start).DefaultIfEmpty(int.MaxValue).Min();
        return file.Parsed.Diagnostics.Any(d => d.Severity == Severity.Error && d.At.Span.Start >= start && d.At.Span.Start < end);
    }
}
