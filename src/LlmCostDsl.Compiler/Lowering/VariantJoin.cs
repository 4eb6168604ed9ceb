using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Compiler.Lowering;

/// <summary>Joins the variants of an analysis: each output is a choice between them; a table has the union of the rows, absent ones zero.</summary>
internal sealed class VariantJoin(ExprPool pool)
{
    public LoweredAnalysis Join(List<(Expr Condition, LoweredAnalysis Lowered)> variants)
    {
        var joined = variants[variants.Count - 1].Lowered;
        for (var i = variants.Count - 2; i >= 0; i--)
        {
            joined = Join(variants[i].Condition, variants[i].Lowered, joined);
        }

        return joined;
    }

    private LoweredAnalysis Join(Expr condition, LoweredAnalysis a, LoweredAnalysis b) => a with
    {
        Outputs = Join(condition, a.Outputs, b.Outputs),
        Footprints = Join(condition, a.Footprints, b.Footprints),
        Asked = Join(condition, a.Asked, b.Asked),
        Tables = [.. a.Tables.Select(t => b.Tables.FirstOrDefault(x => x.Step == t.Step) is { } other ? Join(condition, t, other) : t)],
        Guards = [.. a.Guards.Select(g => g with { Condition = pool.Or(pool.Not(condition), g.Condition) }), .. b.Guards.Select(g => g with { Condition = pool.Or(condition, g.Condition) })],
        Expectations = [.. a.Expectations.Zip(b.Expectations, (x, y) => x with
        {
            Holds = pool.Select(condition, x.Holds, y.Holds),
            Compared = [.. x.Compared.Zip(y.Compared, (v, w) => v with { Value = v.Value is null || w.Value is null ? null : pool.Select(condition, v.Value, w.Value) })],
        })],
    };

    private List<LoweredOutput> Join(Expr condition, IReadOnlyList<LoweredOutput> a, IReadOnlyList<LoweredOutput> b)
        => [.. a.Select(o => b.FirstOrDefault(x => x.Name == o.Name) is { } other ? o with { Value = pool.Select(condition, o.Value, other.Value) } : o)];

    private LoweredTable Join(Expr condition, LoweredTable a, LoweredTable b)
    {
        var rows = new List<LoweredRow>();
        foreach (var row in a.Rows)
        {
            rows.Add(Join(condition, row, b.Rows.FirstOrDefault(r => IsSame(r, row)) ?? Absent(row)));
        }

        // What only the other variant has goes where it has it: after the row before it.
        for (var i = 0; i < b.Rows.Count; i++)
        {
            var row = b.Rows[i];
            if (!a.Rows.Any(r => IsSame(r, row)))
            {
                var after = i == 0 ? -1 : rows.FindIndex(r => IsSame(r, b.Rows[i - 1]));
                rows.Insert(after + 1, Join(condition, Absent(row), row));
            }
        }

        return a with
        {
            Rows = rows,
            Totals = [.. a.Totals.Zip(b.Totals, (x, y) => x is null || y is null ? null : pool.Select(condition, x, y))],
        };
    }

    private static bool IsSame(LoweredRow a, LoweredRow b) => a.Name == b.Name && a.Group == b.Group;

    private LoweredRow Join(Expr condition, LoweredRow a, LoweredRow b) => a with
    {
        Count = pool.Select(condition, a.Count, b.Count),
        Shape = a.Shape.Count == b.Shape.Count ? [.. a.Shape.Zip(b.Shape, (x, y) => pool.Select(condition, x, y))] : a.Shape,
        Cells = [.. a.Cells.Zip(b.Cells, (x, y) => pool.Select(condition, x, y))],
        Bound = pool.Select(condition, a.Bound, b.Bound),
    };

    private LoweredRow Absent(LoweredRow row) => row with
    {
        Count = pool.Zero,
        Shape = [.. row.Shape.Select(_ => pool.Zero)],
        Cells = [.. row.Cells.Select(c => pool.Constant(Rational.Zero, c.Dimension))],
        Bound = pool.Constant(-1),
    };
}
