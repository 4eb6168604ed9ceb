using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Emit;
using LlmCostDsl.Compiler.Graph;
using LlmCostDsl.Compiler.Lowering;
using LlmCostDsl.Compiler.Lowering.Sums;
using LlmCostDsl.Compiler.Optimizing;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Rewriting;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler;

/// <summary>A device's values for the attributes a plan reads, in base units: what an evaluator is bound to.</summary>
/// <param name="Name">The device.</param>
/// <param name="Values">By attribute name; an attribute that is not here is absent. Defaults are part of the plan, not of the device.</param>
internal sealed record DeviceValues(string Name, IReadOnlyDictionary<string, double> Values);

/// <summary>What one question compiles to.</summary>
/// <param name="Plan">The evaluator; null where an error stopped it.</param>
/// <param name="Model">The model's title, or its name.</param>
/// <param name="Device">The device asked for or the default one; null where neither is known.</param>
/// <param name="Diagnostics">All that was said, warnings included.</param>
internal sealed record CompiledAnalysis(EvaluatorPlan? Plan, string Model, DeviceValues? Device, EquatableArray<Diagnostic> Diagnostics)
{
    /// <summary>The formulas the plan was made of, for `explain`; null where an error stopped it.</summary>
    public LoweredAnalysis? Lowered { get; init; }

    /// <summary>The loops that no closed form was found for.</summary>
    public EquatableArray<RemainingLoop> Remaining { get; init; } = EquatableArray<RemainingLoop>.Empty;

    /// <summary>The rewritten graphs of each variant; only of what was compiled to be set beside another.</summary>
    public IReadOnlyList<ModelPicture> Pictures { get; init; } = [];

    /// <summary>A plan of its own for <see cref="LoweredAnalysis.Footprints"/>, behind a condition for each of <see cref="Pictures"/>; as above.</summary>
    public EvaluatorPlan? Footprints { get; init; }

    /// <summary>What the question added became.</summary>
    public EquatableArray<AskedExpression> Asked { get; init; } = EquatableArray<AskedExpression>.Empty;

    /// <summary>What the schedule says has to fit into the device.</summary>
    public IEnumerable<AskedFit> Fits => (Lowered?.Analysis.Schedule?.Fits ?? EquatableArray<BoundFits>.Empty).Select(f => new AskedFit(
        f.What, f.Room, f.Variables.Select(InputOf).OfType<string>().ToEquatable()));

    // A parameter that is given a formula is no variable of the question any more.
    private string? InputOf(string parameter)
        => Lowered!.Analysis.ScheduleArguments.FirstOrDefault(a => a.Parameter == parameter)?.Value is BoundLocal given && Lowered.Analysis.Inputs.Any(i => i.Name == given.Name)
            ? given.Name : null;
}

/// <summary>An output that has to fit into a figure of the device.</summary>
/// <param name="Variables">Inputs whose largest values that fit are worth knowing.</param>
internal sealed record AskedFit(string Output, string Attribute, EquatableArray<string> Variables);

/// <summary>What <c>llmspec list</c> shows of a declaration.</summary>
/// <param name="Kind">model, hardware, operator, transform, schedule, timing, analysis, architecture, function.</param>
/// <param name="Parameters">As written, or empty.</param>
internal sealed record CatalogueEntry(string Kind, string Name, string Module, string Title, string Documentation, string Parameters)
{
    /// <summary>The file it is written in.</summary>
    public string File { get; init; } = string.Empty;

    /// <summary>The same parameters one by one.</summary>
    public EquatableArray<CatalogueParameter> ParameterList { get; init; }

    /// <summary>What a transform rewrites; null of everything else.</summary>
    public TransformOutline? Transform { get; init; }
}

/// <summary>A parameter or an input as a spec declares it.</summary>
/// <param name="Text">Name, type, range and default.</param>
internal sealed record CatalogueParameter(string Text, string Documentation);

/// <summary>The compiler as its hosts see it: load specs once, ask many questions.</summary>
internal sealed partial class SpecCompiler
{
    private readonly BoundProgram program;

    private SpecCompiler(BoundProgram program) => this.program = program;

    /// <summary>Loads the prelude and the catalogue that travel in the compiler, with the user's files as one module.</summary>
    public static SpecCompiler Load(IEnumerable<SourceText> files) => new(BoundProgram.Load(files));

    /// <summary>The same with another prelude and catalogue.</summary>
    public static SpecCompiler Load(SpecLibrary library, IEnumerable<SourceText> files) => new(BoundProgram.Load(library, files));

    /// <summary>Every diagnostic of the user's files: syntax, names, units, graphs, expectations.</summary>
    public EquatableArray<Diagnostic> Check() => Check(includeCatalogue: false);

    /// <summary>The same; with the catalogue's own files too, where asked for.</summary>
    public EquatableArray<Diagnostic> Check(bool includeCatalogue)
    {
        program.BindEverything(includeCatalogue);
        var bag = new DiagnosticBag();
        bag.AddRange(program.Diagnostics.Items);
        if (!bag.HasErrors)
        {
            foreach (var model in program.All<ModelSymbol>().Where(IsChecked))
            {
                Guarded(model.At, bag, () => CheckModel(model, bag));
            }

            foreach (var device in program.All<HardwareSymbol>().Where(IsChecked))
            {
                Guarded(device.At, bag, () => CheckDevice(device, bag));
            }

            foreach (var analysis in program.All<AnalysisSymbol>().Where(IsChecked))
            {
                Guarded(analysis.At, bag, () => CheckAnalysis(analysis, bag));
            }
        }

        return Silence(bag.Items, complete: true);

        bool IsChecked(Symbol symbol) => includeCatalogue || symbol.Module.Length == 0;
    }

    /// <summary>Compiles one question. Never throws for what a user wrote.</summary>
    public CompiledAnalysis Compile(AnalysisRequest request) => Compile(request, NewEvaluator(), hasPicture: false);

    /// <summary>A device by the name typed, or null with a diagnostic's sentence.</summary>
    public DeviceValues? FindDevice(string name, out string? error)
    {
        if (program.Find<HardwareSymbol>(name, out error) is not { } symbol)
        {
            return null;
        }

        if (symbol.At.Source.IsMade && Check(symbol) is { } wrong)
        {
            error = wrong;
            return null;
        }

        try
        {
            return DeviceTable.Values(NewEvaluator(), symbol);
        }
        catch (SpecException failure)
        {
            error = failure.Diagnostic.Message;
            return null;
        }
    }

    /// <summary>Runs a pass; whatever stops it is a diagnostic, the compiler's own faults among them.</summary>
    internal static void Guarded(SourceSpan at, DiagnosticBag bag, Action work)
    {
        try
        {
            work();
        }
        catch (SpecException failure)
        {
            bag.Add(failure.Diagnostic);
        }
        catch (MissingPropertyException missing)
        {
            bag.Add(missing.Diagnostic);
        }
        catch (CircularQuantityException)
        {
            bag.Add(at.NeedsItself());
        }
        catch (PoolFullException)
        {
            bag.Add(at.TooManyFormulas());
        }
        catch (InsufficientExecutionStackException)
        {
            bag.Add(at.TooDeep());
        }
        catch (Exception fault)
        {
            // No spec may bring a host down, an editor least of all.
            bag.Add(at.Internal(fault.GetType().Name + ": " + fault.Message));
        }
    }

    private Evaluator NewEvaluator()
    {
        var evaluator = new Evaluator(new ExprPool(), new Vocabulary(program.Channels, program.Attributes));
        evaluator.Settings = model => new RewrittenModel(
            evaluator, new RepeatMemory(evaluator.Pool), new DiagnosticBag(), new RuleHits(), model, [], new Scope(null)).Model.Parameters;
        return evaluator;
    }

    private void CheckModel(ModelSymbol model, DiagnosticBag bag) => CheckModel(model, bag, isChecked: true, out _);

    private void CheckModel(ModelSymbol model, DiagnosticBag bag, bool isChecked, out ModelFigures? figures)
    {
        figures = null;
        var evaluator = NewEvaluator();
        var facts = new ModelFacts(evaluator, model, bag);
        figures = Figures(model, facts);
        if (!isChecked)
        {
            return;
        }

        var checker = new Expectations(evaluator.Pool, evaluator.Vocabulary, bag);
        var scope = facts.Scope();
        foreach (var expect in model.Expectations)
        {
            checker.Check(checker.Lower(expect, scope), null);
        }
    }

    // What stands in no spec is checked when it is asked for, by nobody else.
    private string? Check(HardwareSymbol device)
    {
        device.BindAll();
        var bag = new DiagnosticBag();
        bag.AddRange(program.Project.Files.FirstOrDefault(f => ReferenceEquals(f.Source, device.At.Source))?.Parsed.Diagnostics ?? []);
        bag.AddRange(device.Diagnostics);
        if (!bag.HasErrors)
        {
            Guarded(device.At, bag, () => CheckDevice(device, bag));
        }

        return bag.HasErrors
            ? string.Join("; ", bag.Items.Where(d => d.Severity == Severity.Error).Select(d => $"{d.At.Source.Path}({d.At.Start.Line + 1},{d.At.Start.Column + 1}): {d.Id}: {d.Message} {d.Remedy}".TrimEnd()))
            : null;
    }

    private void CheckDevice(HardwareSymbol device, DiagnosticBag bag)
    {
        var evaluator = NewEvaluator();
        var values = DeviceTable.Values(evaluator, device);
        var checker = new Expectations(evaluator.Pool, evaluator.Vocabulary, bag);
        foreach (var expect in device.Facts.Expectations)
        {
            checker.Check(checker.Lower(expect, new Scope(null)), values);
        }

        foreach (var lint in program.Lints.SelectMany(l => l.Expectations))
        {
            checker.CheckLint(checker.Lower(lint, new Scope(null)), values, device.At);
        }
    }

    private void CheckAnalysis(AnalysisSymbol analysis, DiagnosticBag bag) => CheckAnalysis(analysis, bag, isChecked: true, out _);

    private void CheckAnalysis(AnalysisSymbol analysis, DiagnosticBag bag, bool isChecked, out EvaluatorPlan? plan)
    {
        plan = null;
        if (analysis.Model is null || analysis.Schedule is null || analysis.Timing is null)
        {
            return;
        }

        var evaluator = NewEvaluator();
        var lowered = new AnalysisLowering(evaluator, analysis, bag).Lower();
        var made = PlanOptimizer.Optimize(new PlanLowering(evaluator.Pool, evaluator.Vocabulary).Lower(lowered, out var remaining));
        plan = bag.HasErrors ? null : made;
        if (!isChecked)
        {
            return;
        }

        // What stays a loop is for its authors to know; of the catalogue a test keeps count.
        foreach (var loop in analysis.Module.Length == 0 ? remaining : EquatableArray<RemainingLoop>.Empty)
        {
            bag.Add(analysis.At.RemainsLoop(analysis.Name, loop.Origin, loop.Text));
        }

        Guarded(analysis.At, bag, () =>
        {
            var device = analysis.Device is { } on ? DeviceTable.Values(evaluator, on) : null;
            new Expectations(evaluator.Pool, evaluator.Vocabulary, bag).Check(lowered, device);
            if (device is not null)
            {
                CheckDefaults(analysis, made, device, bag);
            }
        });
    }

    // An analysis that cannot even be evaluated at its own defaults is a slip.
    private static void CheckDefaults(AnalysisSymbol analysis, EvaluatorPlan plan, DeviceValues device, DiagnosticBag bag)
    {
        var inputs = plan.Inputs.Select(i => i.Default).ToArray();
        if (inputs.Any(double.IsNaN))
        {
            return;
        }

        foreach (var error in PlanInterpreter.Evaluate(plan, inputs, device).Errors)
        {
            bag.Add(analysis.At.FailsAtDefaults(analysis.Name, error));
        }
    }
}
