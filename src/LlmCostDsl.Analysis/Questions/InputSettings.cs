using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Questions;

/// <summary>One input as somebody set it: text, a number or a truth value.</summary>
/// <param name="Name">As typed.</param>
internal sealed record InputSetting(string Name, string? Text, double Number = double.NaN, bool? Truth = null)
{
    public (double Value, string? Error) For(PlanInput input)
        => Text is not null ? InputText.Parse(input, Text) : Truth is { } truth ? InputText.Of(input, truth) : InputText.Of(input, Number);
}

/// <summary>Turns settings by name into the values of a plan's inputs.</summary>
internal static class InputSettings
{
    /// <returns>One value an input, in base units, and what is wrong, everything at once.</returns>
    public static (double[] Values, IReadOnlyList<string> Errors) Resolve(EvaluatorPlan plan, IEnumerable<InputSetting> settings)
    {
        var values = new double[plan.Inputs.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = plan.Inputs[i].Default;
        }

        var errors = new List<string>();
        var isSet = new bool[values.Length];
        foreach (var setting in settings)
        {
            var at = Find(plan, setting.Name);
            if (at < 0)
            {
                errors.Add(Unknown(plan, setting.Name));
                continue;
            }

            var (value, error) = setting.For(plan.Inputs[at]);
            values[at] = value;
            isSet[at] = true;
            if (error is not null)
            {
                errors.Add(error);
            }
        }

        errors.AddRange(plan.Inputs.Where((input, i) => !isSet[i] && double.IsNaN(input.Default)).Select(i => PlanGuards.Refusal(i, double.NaN)!));
        return (values, errors);
    }

    /// <summary>Whether a plan has the input that a setting means: of several plans that share some inputs, not every setting is for each.</summary>
    public static bool IsFor(EvaluatorPlan plan, InputSetting setting) => Find(plan, setting.Name) >= 0;

    /// <summary>An input with all that is to be known of it: <c>prompt: count in 1..131072 = 2048</c>.</summary>
    public static string Describe(PlanInput input)
        => $"{input.Name}: {input.TypeName}" + (input.IsTruth ? string.Empty : " in " + PlanUnits.PrintRange(input)) + (double.IsNaN(input.Default) ? string.Empty : " = " + PlanUnits.Print(input, input.Default));

    /// <summary>The number of the input somebody means by a name, or -1.</summary>
    public static int Find(EvaluatorPlan plan, string name)
    {
        // Names differ in case only where somebody wanted them to; then the exact one is meant.
        var exact = plan.Inputs.ToList().FindIndex(i => i.Name == name);
        return exact >= 0 ? exact : plan.Inputs.ToList().FindIndex(i => i.Name.Replace('_', '-').Equals(name.Replace('_', '-'), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>That there is no such input, and which there are.</summary>
    public static string Unknown(EvaluatorPlan plan, string name)
    {
        var near = Spelling.Suggest(name, plan.Inputs.Select(i => i.Name));
        var known = plan.Inputs.IsEmpty ? "it has none" : (near is null ? "its" : "Its") + " inputs are " + string.Join("; ", plan.Inputs.Select(Describe));
        return $"{plan.Name} has no input '{name}'{(near is null ? "" : $"; did you mean '{near}'?")}{(near is null ? ";" : "")} {known}";
    }
}
