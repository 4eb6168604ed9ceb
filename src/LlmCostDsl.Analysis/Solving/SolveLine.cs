using LlmCostDsl.Analysis.Solving.Enclosures;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Solving;

/// <summary>A question as a function of one variable, all else fixed: its values at points, and what is known of it between them.</summary>
internal sealed class SolveLine
{
    private readonly EvaluatorPlan plan;
    private readonly SolveVariable variable;
    private readonly double[] inputs;
    private readonly DeviceValues? device;
    private readonly PlanInterpreter interpreter;
    private readonly PlanEnclosures enclosures;

    /// <param name="inputs">One value an input, in base units; that of the variable does not matter.</param>
    public SolveLine(EvaluatorPlan plan, DeviceValues? device, IReadOnlyList<double> inputs, SolveVariable variable)
    {
        (this.plan, this.device, this.variable, this.inputs) = (plan, device, variable, [.. inputs]);
        interpreter = new(plan);
        enclosures = new(plan, variable.Variable);
    }

    public SolveVariable Variable => variable;

    public EvaluatorPlan Plan => plan;

    /// <summary>How many operations were spent on looking between points.</summary>
    public long Work => enclosures.Work;

    public SolvePoint At(double value)
    {
        var (here, on) = Setting(value);
        var result = interpreter.Evaluate(here, on);
        if (result.Values.Count > 0)
        {
            return new(value, result.Values, [.. result.Errors]);
        }

        // Refused before anything was computed: bounds between points need the numbers all the same.
        return new(value, interpreter.Values(here, PlanGuards.Attributes(plan, on)), [.. result.Errors]);
    }

    /// <summary>Inputs and device with the variable at a value.</summary>
    public (double[] Inputs, DeviceValues? Device) Setting(double value)
    {
        if (variable.Variable.Leaf == PlanOp.Input)
        {
            var here = (double[])inputs.Clone();
            here[variable.Variable.Number] = value;
            return (here, device);
        }

        var values = device!.Values.Where(v => v.Key != variable.Kind.Name).Append(new(variable.Kind.Name, value)).ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);
        return (inputs, device with { Values = values });
    }

    /// <summary>What is known between two points; good until the next call.</summary>
    public PlanEnclosures Between(SolvePoint low, SolvePoint high)
    {
        enclosures.Over(low.At, high.At, low.Values, high.Values);
        return enclosures;
    }
}
