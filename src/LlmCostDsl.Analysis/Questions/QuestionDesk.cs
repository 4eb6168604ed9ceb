using LlmCostDsl.Analysis.Emit;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Questions;

/// <summary>
/// Answers questions one after the other. Questions of equal structure are compiled once; a plan that is asked often is compiled to machine code.
/// </summary>
/// <param name="witness">Sees each answer before its asker does.</param>
internal sealed class QuestionDesk(SpecCompiler compiler, Action<Answer>? witness = null)
{
    private readonly Dictionary<AnalysisRequest, Prepared> prepared = [];
    private readonly Dictionary<string, (DeviceValues? Device, string? Error)> devices = new(StringComparer.Ordinal);

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

        var answer = new Answer(question.ModelName, question.Compiled.Model, device, plan!, inputs, result.Values, question.Warnings) { Fits = question.Fits };
        witness?.Invoke(answer);
        return new(answer, [], question.Compiled.Diagnostics);
    }

    /// <summary>The same question for whoever asks it of many inputs.</summary>
    /// <returns>The question, or what stands in the way of any answer.</returns>
    public (OpenQuestion? Question, Outcome? Failure) Open(AnalysisRequest request)
    {
        var (question, plan, device, failure) = Place(request);
        return failure is not null ? (null, failure)
            : (new(question!.ModelName, question.Compiled.Model, plan!, device, question.Warnings, new(() => question.Fast.Value.Bind(device))) { Asked = question.Compiled.Asked }, null);
    }

    private (Prepared? Question, EvaluatorPlan? Plan, DeviceValues? Device, Outcome? Failure) Place(AnalysisRequest request)
    {
        var (question, device, error) = Prepare(request);
        if (question is null)
        {
            return (null, null, null, Outcome.Failed([error!]));
        }

        if (question.Compiled.Plan is not { } plan)
        {
            return (null, null, null, new(null, [], question.Compiled.Diagnostics));
        }

        device ??= question.Compiled.Device;
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
        return anywhere.Compiled.Plan is null && device is not null ? (Compiled(request), device, null) : (anywhere, device, null);
    }

    private Prepared Compiled(AnalysisRequest request)
    {
        if (!prepared.TryGetValue(request, out var known))
        {
            known = new(compiler.Compile(request));
            prepared[request] = known;
        }

        return known;
    }

    private (DeviceValues? Device, string? Error) Device(string name)
    {
        if (!devices.TryGetValue(name, out var known))
        {
            known = (compiler.FindDevice(name, out var error), error);
            devices[name] = known.Device is null ? (null, known.Error ?? $"there is no device '{name}'") : (known.Device, null);
        }

        return devices[name];
    }

    /// <summary>One compiled question and the ways to evaluate it.</summary>
    private sealed class Prepared(CompiledAnalysis compiled)
    {
        // Compiling costs as much as some dozens of interpretations; whoever asks that often will ask on.
        private const int PatienceOfTheInterpreter = 24;

        private readonly Dictionary<string, BoundPlan> bound = new(StringComparer.Ordinal);
        private PlanInterpreter? interpreter;
        private int asked;

        public CompiledAnalysis Compiled => compiled;

        /// <summary>The plan as machine code, made when it is first wanted.</summary>
        public Lazy<CompiledPlan> Fast { get; } = new(() => CompiledPlan.Compile(compiled.Plan!));

        public string ModelName => compiled.Lowered?.Analysis.Model?.Name ?? compiled.Model;

        public IReadOnlyList<AskedFit> Fits { get; } = [.. compiled.Fits];

        public IReadOnlyList<string> Warnings { get; } =
            [.. compiled.Diagnostics.Where(d => d.Severity == Severity.Warning).Select(d => $"{d.Id}: {d.Message}").Distinct()];

        public PlanResult Evaluate(double[] inputs, DeviceValues? device)
        {
            if (++asked <= PatienceOfTheInterpreter)
            {
                interpreter ??= new(compiled.Plan!);
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
