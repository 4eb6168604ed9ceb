namespace LlmCostDsl.Compiler.Plan;

/// <summary>What is asked of values before and after evaluation, with the sentences that refuse them: the same for every back end on this side.</summary>
internal static class PlanGuards
{
    /// <summary>Why a value, in base units, is no value for this input; null where it is one.</summary>
    public static string? Refusal(PlanInput input, double value)
    {
        if (double.IsNaN(value))
        {
            return $"input '{input.Name}' has no value; it accepts {PlanUnits.PrintRange(input)}";
        }

        if (double.IsInfinity(value) || value < input.Low || value > input.High || (input.IsTruth && value is not (0 or 1)))
        {
            return $"input '{input.Name}' is {PlanUnits.Print(input, value)}, which is outside its range: {PlanUnits.PrintRange(input)}";
        }

        return input.IsWhole && Math.Floor(value) != value
            ? $"input '{input.Name}' is {PlanUnits.Print(input, value)}, but only whole numbers are accepted: {PlanUnits.PrintRange(input)}"
            : null;
    }

    public static IEnumerable<string> Refusals(EvaluatorPlan plan, IReadOnlyList<double> inputs)
        => inputs.Count != plan.Inputs.Count
            ? [$"{plan.Name} has {plan.Inputs.Count} inputs, but {inputs.Count} values were given"]
            : plan.Inputs.Select((input, i) => Refusal(input, inputs[i])).OfType<string>();

    /// <summary>The guards that these values break. A condition that is no number does not hold.</summary>
    public static IEnumerable<string> Broken(EvaluatorPlan plan, IReadOnlyList<double> values, string device)
        => plan.Guards.Where(g => !(Math.Abs(values[g.Condition]) > 0)).Select(g => Sentence(plan, g, device)).Distinct();

    /// <summary>Attribute values in the order of the plan; NaN where the device lacks one.</summary>
    public static double[] Attributes(EvaluatorPlan plan, DeviceValues? device)
    {
        var values = new double[plan.Attributes.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = device is not null && device.Values.TryGetValue(plan.Attributes[i].Name, out var value) ? value : double.NaN;
        }

        return values;
    }

    // Which device it is, the plan cannot know.
    private static string Sentence(EvaluatorPlan plan, PlanGuard guard, string device)
        => guard.Attribute < 0 ? guard.Message : $"'{device}' does not state '{plan.Attributes[guard.Attribute].Name}', which is needed here";
}
