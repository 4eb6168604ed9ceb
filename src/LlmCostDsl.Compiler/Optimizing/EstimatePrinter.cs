using System.Globalization;
using System.Text;

namespace LlmCostDsl.Compiler.Optimizing;

/// <summary>What each pass made of a plan, as a table for people.</summary>
internal static class EstimatePrinter
{
    private static readonly string[] Heads = ["nodes", "bind", "evaluate", "with tables", "iteration"];

    public static string Print(IEnumerable<OptimizedPlan> steps)
    {
        var rows = steps.Select(s => (s.Pass, Figures: Figures(PlanEstimate.Of(s.Plan)))).ToList();

        // Most plans have no loop.
        var columns = rows.Exists(r => r.Figures[4] != "0") ? 5 : 4;
        var widths = Enumerable.Range(0, columns).Select(c => rows.Select(r => r.Figures[c].Length).Append(Heads[c].Length).Max()).ToList();
        var first = rows.Max(r => r.Pass.Length);
        var text = new StringBuilder("operations (").Append(PlanEstimate.Weights).Append(")\n");
        Line(string.Empty, Heads);
        foreach (var (pass, figures) in rows)
        {
            Line(pass, figures);
        }

        return text.ToString();

        void Line(string head, IReadOnlyList<string> cells)
        {
            text.Append("  ").Append(head.PadRight(first));
            for (var c = 0; c < columns; c++)
            {
                text.Append("  ").Append(cells[c].PadLeft(widths[c]));
            }

            text.Append('\n');
        }
    }

    private static string[] Figures(PlanEstimate estimate)
        => [Number(estimate.Nodes), Number(estimate.Bind), Number(estimate.Evaluation), Number(estimate.Tables), Number(estimate.Iterations)];

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
