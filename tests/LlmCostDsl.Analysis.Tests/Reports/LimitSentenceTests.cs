using LlmCostDsl.Analysis.Reports;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Tests;

namespace LlmCostDsl.Analysis.Tests.Reports;

/// <summary>The sentence is made of what the table shows, whatever the columns are called.</summary>
public sealed class LimitSentenceTests
{
    private static readonly (string Name, PlanColumnKind Kind, Dimension Dimension)[] Columns =
    [
        ("apples", PlanColumnKind.Channel, Dimension.Bytes),
        ("pears", PlanColumnKind.Channel, Dimension.Bytes),
        ("fruit", PlanColumnKind.Bytes, Dimension.Bytes),
        ("carry", PlanColumnKind.Timing, Dimension.Seconds),
        ("peel", PlanColumnKind.Timing, Dimension.Seconds),
        ("time", PlanColumnKind.Timing, Dimension.Seconds),
    ];

    // 3 × (9 + 1) + 20 = 50 bytes; carried at 10 B/s: 5 s, against 3 × 0.1 + 0.2 s of peeling.
    [Fact]
    public void A_limit_proportional_to_a_cost_is_told_as_that_cost_at_that_rate()
        => Assert.Equal(
            "Carry limits the run: lunch is 100 % carry-bound: 50 B (94 % apples) at 10 B/s take 5 s of its 5 s, 10 times the 500 ms of peel.",
            Sentence(("lunch", [(3, [9, 1, 10, 1, 0.1, 1]), (1, [20, 0, 20, 2, 0.2, 2])])));

    [Fact]
    public void A_limit_that_follows_nothing_is_told_by_itself()
        => Assert.Equal(
            "Carry limits the run: lunch is 77 % carry-bound: carry takes 5 s of its 5.20 s, 1.7 times the 2.90 s of peel.",
            Sentence(("lunch", [(1, [9, 1, 10, 4, 1.7, 4]), (1, [20, 0, 20, 1, 1.2, 1.2])])));

    [Fact]
    public void Another_step_with_another_limit_is_mentioned()
        => Assert.EndsWith(
            "; snack (1 s) is 100 % peel-bound.",
            Sentence(("lunch", [(1, [20, 0, 20, 2, 0.2, 2])]), ("snack", [(1, [5, 0, 5, 0.5, 1, 1])])),
            StringComparison.Ordinal);

    [Fact]
    public void Where_nothing_takes_time_nothing_is_said() => Assert.Equal(string.Empty, Sentence(("lunch", [(1, [0, 0, 0, 0, 0, 0])])));

    private static string Sentence(params (string Step, (double Count, double[] Cells)[] Rows)[] tables)
    {
        var p = new PlanBuilder();
        foreach (var (step, rows) in tables)
        {
            var planRows = rows.Select((r, i) => new PlanRow(
                "row" + i,
                string.Empty,
                "op",
                p.Constant(r.Count),
                default,
                r.Cells.Select((c, at) => p.Constant(c, Columns[at].Dimension)).ToEquatable(),
                p.Constant(r.Cells[4] > r.Cells[3] ? 4 : 3))).ToEquatable();
            var totals = Columns.Select((c, at) => p.Constant(rows.Sum(r => r.Count * r.Cells[at]), c.Dimension)).ToEquatable();
            p.Table(new(step, Columns.Select(c => new PlanColumn(c.Name, c.Kind, c.Dimension)).ToEquatable(), planRows, totals));
        }

        var plan = p.Build();
        Assert.Empty(PlanVerifier.Verify(plan));
        return LimitSentence.Of(new("Model", "Model", null, plan, [], AllEngines.Evaluate(plan, [], null).Values, [])) ?? string.Empty;
    }
}
