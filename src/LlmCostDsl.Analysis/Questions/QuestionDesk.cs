using LlmCostDsl.Analysis.Emit;
using LlmCostDsl.Analysis.Images;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Analysis.Questions;

/// <summary>
/// Answers questions one after the other. Questions of equal structure are compiled once; a plan that is asked often is compiled to machine code.
/// </summary>
/// <param name="compiler">Made when the first question needs compiling.</param>
/// <param name="witness">Sees each answer before its asker does.</param>
/// <param name="image">The catalogue compiled ahead, where the compiler has nothing but the catalogue.</param>
internal sealed class QuestionDesk(Lazy<SpecCompiler> compiler, Action<Answer>? witness = null, CatalogueImage? image = null)
{
    private readonly Dictionary<AnalysisRequest, Prepared> prepared = [];
    private readonly Dictionary<string, Prepared?> compiledAhead = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (DeviceValues? Device, string? Error)> devices = new(StringComparer.Ordinal);

    public QuestionDesk(SpecCompiler compiler, Action<Answer>? witness = null)
        : this(new Lazy<SpecCompiler>(compiler), witness)
    {
    }

    /// <param name="request">What to compile.</param>
    /// <param name="settings">Inputs by name; the others have their defaults.</param>
    /// <param name="isLenient">Whether settings of inputs that there are not are left out, instead of refused.</param>
    public Outcome Ask(AnalysisRequest request, IReadOnlyList<InputSetting> settings, bool isLenient = false)
    {
        var (question, plan, device, failure) = Place(request);
        if (failure is not null)
        {
            return failure;
        }

        var (inputs, errors) = InputSettings.Resolve(plan!, settings.Where(s => !isLenient || InputSettings.IsFor(plan!, s)));
        if (errors.Count > 0)
        {
            return Outcome.Failed(errors);
        }

        var result = question!.Evaluate(inputs, device);
        if (!result.IsValid)
        {
            return Outcome.Failed(result.Errors);
        }

        var answer = new Answer(question.Known!.Model, question.Known.ModelTitle, device, plan!, inputs, result.Values, question.Known.Warnings) { Fits = question.Known.Fits };
        witness?.Invoke(answer);
        return new(answer, [], question.Diagnostics);
    }

    /// <summary>The same question for whoever asks it of many inputs.</summary>
    /// <returns>The question, or what stands in the way of any answer.</returns>
    public (OpenQuestion? Question, Outcome? Failure) Open(AnalysisRequest request)
    {
        var (question, plan, device, failure) = Place(request);
        return failure is not null ? (null, failure)
            : (new(question!.Known!.Model, question.Known.ModelTitle, plan!, device, question.Known.Warnings, new(() => question.Fast.Value.Bind(device))) { Asked = question.Asked }, null);
    }

    private (Prepared? Question, EvaluatorPlan? Plan, DeviceValues? Device, Outcome? Failure) Place(AnalysisRequest request)
    {
        var (question, device, error) = Prepare(request);
        if (question is null)
        {
            return (null, null, null, Outcome.Failed([error!]));
        }

        if (question.Known?.Plan is not { } plan)
        {
            return (null, null, null, new(null, [], question.Diagnostics));
        }

        device ??= question.Known.Device;
        return device is null && !plan.Attributes.IsEmpty
            ? (null, null, null, Outcome.Failed([$"{request.Target} names no device of its own: say which one"]))
            : (question, plan, device, null);
    }

    // The plan is the same for every device, so the device is no part of what is compiled, unless it only compiles with the one that is named.
    private (Prepared? Question, DeviceValues? Device, string? Error) Prepare(AnalysisRequest request)
    {
        DeviceValues? device = null;
        if (request.Device is { } name)
        {
            (device, var error) = Device(name);
            if (error is not null)
            {
                return (null, null, error);
            }
        }

        var anywhere = Compiled(request with { Device = null });
        return anywhere.Known is null && device is not null ? (Compiled(request), device, null) : (anywhere, device, null);
    }

    private Prepared Compiled(AnalysisRequest request)
    {
        if (request.IsAsDeclared && Ahead(request.Target) is { } ahead)
        {
            return ahead;
        }

        if (!prepared.TryGetValue(request, out var known))
        {
            known = new(compiler.Value.Compile(request));
            prepared[request] = known;
        }

        return known;
    }

    // Null where the image does not have it.
    private Prepared? Ahead(string target)
    {
        if (image is not null && !compiledAhead.ContainsKey(target))
        {
            compiledAhead[target] = image.Question(target) is { } question ? new(question) : null;
        }

        return compiledAhead.GetValueOrDefault(target);
    }

    private (DeviceValues? Device, string? Error) Device(string name)
    {
        if (!devices.TryGetValue(name, out var known))
        {
            string? error = null;
            var device = image?.Device(name) ?? compiler.Value.FindDevice(name, out error);
            known = device is null ? (null, error ?? $"there is no device '{name}'") : (device, null);
            devices[name] = known;
        }

        return known;
    }

    /// <summary>One compiled question and the ways to evaluate it.</summary>
    private sealed class Prepared
    {
        // Compiling costs as much as some dozens of interpretations; whoever asks that often will ask on.
        private const int PatienceOfTheInterpreter = 24;

        private readonly Dictionary<string, BoundPlan> bound = new(StringComparer.Ordinal);
        private PlanInterpreter? interpreter;
        private int asked;

        public Prepared(CompiledAnalysis compiled)
            : this(PreparedQuestion.Of(compiled))
        {
            Diagnostics = compiled.Diagnostics;
            Asked = compiled.Asked;
        }

        public Prepared(PreparedQuestion? known)
        {
            Known = known;
            Fast = new(() => CompiledPlan.Compile(Known!.Plan));
        }

        /// <summary>Null where an error stopped the compiler.</summary>
        public PreparedQuestion? Known { get; }

        public EquatableArray<Diagnostic> Diagnostics { get; } = EquatableArray<Diagnostic>.Empty;

        public EquatableArray<AskedExpression> Asked { get; } = EquatableArray<AskedExpression>.Empty;

        /// <summary>The plan as machine code, made when it is first wanted.</summary>
        public Lazy<CompiledPlan> Fast { get; }

        public PlanResult Evaluate(double[] inputs, DeviceValues? device)
        {
            if (++asked <= PatienceOfTheInterpreter)
            {
                interpreter ??= new(Known!.Plan);
                return interpreter.Evaluate(inputs, device);
            }

            var key = device?.Name ?? string.Empty;
            if (!bound.TryGetValue(key, out var here))
            {
                here = Fast.Value.Bind(device);
                bound[key] = here;
            }

            return here.Evaluate(inputs);
        }
    }
}
