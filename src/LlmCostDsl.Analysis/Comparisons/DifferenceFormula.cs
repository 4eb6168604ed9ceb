using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Analysis.Comparisons;

/// <summary>Says in a formula what was added to a cost, where that is short and tells more than two figures.</summary>
/// <param name="pool">The one that made both formulas.</param>
internal sealed class DifferenceFormula(ExprPool pool, DeviceValues? device)
{
    private const int Limit = 36;

    private readonly Formulary formulary = new(pool, device);

    public string? Between(Expr before, Expr after)
    {
        // A constant, and a constant share, are what figures say as well.
        if (ReferenceEquals(before, after) || before is UndefinedExpr || after is UndefinedExpr || before.Dimension != after.Dimension || before.IsZero || after.IsZero || pool.Divide(after, before).IsConstant)
        {
            return null;
        }

        var added = pool.Subtract(after, before);
        if (added.IsConstant)
        {
            return null;
        }

        var text = formulary.Text(added);
        return text.Length > Limit ? null : text.StartsWith('-') ? text : "+" + text;
    }
}
