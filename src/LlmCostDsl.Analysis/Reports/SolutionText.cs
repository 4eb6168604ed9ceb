using System.Globalization;
using LlmCostDsl.Analysis.Solving;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>Values of a solution in words: the variable, sides of constraints, what is left or missing of them.</summary>
internal sealed class SolutionText(Solution solution)
{
    /// <summary>A value of the variable.</summary>
    public string Value(double value) => Value(solution.Variable, value);

    public static string Value(SolveVariable variable, double value) => variable.IsWhole ? PlanUnits.Print(variable.Kind, value)
        : Engineering.Fine(value, variable.Kind.Dimension, variable.Kind.TypeName);

    /// <summary>The same with all digits, to be typed again.</summary>
    public static string Exact(SolveVariable variable, double value) => PlanUnits.Print(variable.Kind, value);

    public string Side(SolvePoint at, int output)
    {
        var plan = solution.Question.Plan.Outputs[output];
        return Engineering.Format(at[plan.Node], plan.Dimension, plan.TypeName);
    }

    /// <summary>What is left of a constraint: <c>1.2 GB (2.5 %)</c>; empty where there is no measure of it.</summary>
    public string Slack(SolvePoint at, AskedExpression constraint)
    {
        if (constraint.Comparison is not { Slack: >= 0 } comparison)
        {
            return string.Empty;
        }

        var slack = solution.Figure(at, comparison.Slack);
        return double.IsNaN(slack) ? "–" : Side(at, comparison.Slack) + (Share(at, comparison) is { } share && double.IsFinite(share) ? $" ({Percent(share)})" : string.Empty);
    }

    /// <summary>How far a broken constraint is from holding, in words.</summary>
    public string Missed(SolvePoint at, AskedExpression constraint)
    {
        if (constraint.Comparison is not { } comparison)
        {
            return $"{constraint.Text} does not hold";
        }

        var sides = $"{comparison.LeftText}{Worth(at, comparison.LeftText, comparison.Left)} against {comparison.RightText}{Worth(at, comparison.RightText, comparison.Right)}";
        return comparison.Slack < 0 || Math.Abs(Share(at, comparison)) < 1e-9 ? sides
            : $"{sides}, {Engineering.Format(Math.Abs(solution.Figure(at, comparison.Slack)), solution.Question.Plan.Outputs[comparison.Slack].Dimension)} ({Percent(Math.Abs(Share(at, comparison)))}) too {(comparison.Operator[0] == '<' ? "much" : "little")}";
    }

    /// <summary>What part of its right side a constraint is from its edge; negative where it is broken.</summary>
    public double Share(SolvePoint at, AskedComparison comparison)
        => solution.Figure(at, comparison.Slack) / Math.Abs(solution.Figure(at, comparison.Right));

    // What is written as a number needs no saying again.
    private string Worth(SolvePoint at, string text, int output) => char.IsDigit(text[0]) ? string.Empty : " " + Side(at, output);

    private static string Percent(double share)
    {
        var size = Math.Abs(100 * share);
        return size == 0 ? "0 %" : size >= 1000 ? Engineering.Plain(share) + " times" : size < 0.01 ? (share < 0 ? "-" : string.Empty) + "<0.01 %" : (100 * share).ToString(size < 1 ? "0.##" : "0.0", CultureInfo.InvariantCulture) + " %";
    }
}
