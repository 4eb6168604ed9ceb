using LlmCostDsl.Analysis.Sweeps;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Sensitivities;

/// <summary>
/// Which outputs people ask about first, told by what they measure: times, then memory, money and energy. Of a group that measures one thing several times it is
/// the largest, which holds the others. Where no output is a time, the steps' times stand for them; where nothing is measured, all numbers.
/// </summary>
internal static class MainFigures
{
    private static readonly Dimension[] Order = [Dimension.Seconds, Dimension.Bytes, Dimension.Dollars, Dimension.Joules];

    /// <param name="values">By number of node.</param>
    public static IReadOnlyList<Figure> Of(EvaluatorPlan plan, IReadOnlyList<double> values)
    {
        var numbers = Figure.Outputs(plan).Where(f => !f.IsTruth).ToList();
        var measured = numbers
            .Where(f => Order.Contains(f.Dimension) && f.TypeName != "bits")
            .GroupBy(f => (Group(f.Name), f.Dimension))
            .SelectMany(g => g.Key.Item1.Length == 0 ? g.AsEnumerable() : [g.MaxBy(f => values[f.Node])!])
            .OrderBy(f => Array.IndexOf(Order, f.Dimension))
            .ToList();
        // Where no output is a time, the steps have theirs.
        var times = measured.Exists(f => f.Dimension == Dimension.Seconds) ? [] : plan.Tables.Select(t => Figure.Find(plan, t.Step + "." + PlanColumn.Time).Figure).OfType<Figure>();
        IReadOnlyList<Figure> main = [.. times, .. measured];
        return main.Count > 0 ? main : numbers;
    }

    private static string Group(string name) => name.LastIndexOf('.') is var dot && dot > 0 ? name[..dot] : string.Empty;
}
