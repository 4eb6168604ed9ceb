using System.Globalization;
using System.Text;
using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Compiler.Plan.Formulas;

/// <summary>
/// Writes a node of a plan as a reader would: chains of two operands become flat sums and products again, equal factors powers, and whatever has a name
/// or a value is not looked into.
/// </summary>
/// <param name="nameOf">What to write instead of a node, or null to write its formula.</param>
internal sealed class FormulaPrinter(EvaluatorPlan plan, Func<int, string?> nameOf)
{
    // Nobody reads deeper than this, and nothing may recurse over the length of a formula.
    private const int DepthLimit = 48;
    private const char Cut = '…';

    private readonly StringBuilder text = new();
    private int depth;
    private int limit = int.MaxValue;

    private enum Level
    {
        Lowest,
        Sum,
        Product,
        Atom,
    }

    /// <summary>The formula of a node, its own name aside.</summary>
    /// <param name="limit">Where to stop writing.</param>
    public string Print(int root, int limit = int.MaxValue)
    {
        text.Clear();
        this.limit = limit;
        WriteFormula(plan.Nodes[root], root, Level.Lowest);
        return text.Length <= limit ? text.ToString() : text.ToString(0, limit) + Cut;
    }

    private void Write(int number, Level level)
    {
        if (nameOf(number) is { } name)
        {
            // A quantity with its unit is two words.
            Parenthesised(level == Level.Atom && name.IndexOf(' ') >= 0, () => text.Append(name));
            return;
        }

        // Written out, a formula of shared parts may be larger than any memory.
        if (text.Length > limit)
        {
            return;
        }

        if (depth >= DepthLimit)
        {
            text.Append(Cut);
            return;
        }

        depth++;
        WriteFormula(plan.Nodes[number], number, level);
        depth--;
    }

    private void WriteFormula(PlanNode node, int number, Level level)
    {
        switch (node.Op)
        {
            case PlanOp.Constant:
                text.Append(Constant(node.Value, node.Dimension));
                break;
            case PlanOp.Input:
                text.Append(plan.Inputs[node.A].Name);
                break;
            case PlanOp.Attribute:
                text.Append("hw.").Append(plan.Attributes[node.A].Name);
                break;
            case PlanOp.Present:
                text.Append("present(hw.").Append(plan.Attributes[node.A].Name).Append(')');
                break;
            case PlanOp.Index:
                text.Append(IndexName(node.A));
                break;
            case PlanOp.Add or PlanOp.Subtract:
                Parenthesised(level >= Level.Product, () => WriteSum(number));
                break;
            case PlanOp.Multiply or PlanOp.Divide:
                Parenthesised(level >= Level.Atom, () => WriteProduct(Chain.Product(plan, number, nameOf)));
                break;
            case PlanOp.Power:
                Parenthesised(level >= Level.Atom, () => Infix(node, "^", Level.Atom));
                break;
            case PlanOp.Less or PlanOp.LessOrEqual or PlanOp.Equal or PlanOp.And or PlanOp.Or:
                Parenthesised(level > Level.Lowest, () => Infix(node, Sign(node.Op), Level.Sum));
                break;
            case PlanOp.Select:
                Parenthesised(level > Level.Lowest, () => WriteSelect(node));
                break;
            case PlanOp.Sum or PlanOp.Largest:
                WriteFold(node);
                break;
            default:
                Call(Chain.Function(node.Op), node.Op is PlanOp.Minimum or PlanOp.Maximum ? Chain.Same(plan, number, nameOf) : [node.A]);
                break;
        }
    }

    private void WriteSum(int number)
    {
        var isFirst = true;
        foreach (var (term, isNegative) in Chain.Sum(plan, number, nameOf))
        {
            // A term with a name is one factor.
            var product = nameOf(term) is null ? Chain.Product(plan, term, nameOf) : new(1, [term], [], Dimension.None);
            var minus = isNegative ^ (product.Coefficient < 0);
            text.Append(isFirst ? (minus ? "-" : string.Empty) : minus ? " - " : " + ");
            isFirst = false;
            WriteProduct(product with { Coefficient = Math.Abs(product.Coefficient) });
        }
    }

    private void WriteProduct(Product product)
    {
        if (product is { Coefficient: 1, Above: [var single], Below: [] })
        {
            Write(single, Level.Product);
            return;
        }

        if (product.Above.Count == 0 || product.Coefficient != 1)
        {
            text.Append(Constant(product.Coefficient, product.Above.Count + product.Below.Count == 0 ? product.Unit : Dimension.None));
            text.Append(product.Above.Count > 0 ? "·" : string.Empty);
        }

        WriteFactors(product.Above);
        if (product.Below.Count > 0)
        {
            text.Append(" / ");
            Parenthesised(product.Below.Count > 1, () => WriteFactors(product.Below));
        }
    }

    private void WriteFactors(IReadOnlyList<int> factors)
    {
        var isFirst = true;
        foreach (var group in factors.GroupBy(f => f))
        {
            text.Append(isFirst ? string.Empty : "·");
            isFirst = false;
            Write(group.Key, Level.Atom);
            text.Append(group.Count() > 1 ? "^" + group.Count().ToString(CultureInfo.InvariantCulture) : string.Empty);
        }
    }

    private void WriteSelect(PlanNode node)
    {
        text.Append("if ");
        Write(node.A, Level.Lowest);
        text.Append(" then ");
        Write(node.B, Level.Sum);
        text.Append(" else ");
        Write(node.C, Level.Sum);
    }

    private void WriteFold(PlanNode node)
    {
        var loop = plan.Loops[node.A];
        text.Append(node.Op == PlanOp.Sum ? "sum(" : "largest(").Append(IndexName(node.A)).Append(" in ");
        Write(loop.Low, Level.Product);
        text.Append("..");
        Write(loop.High, Level.Product);
        text.Append(", ");
        Write(node.B, Level.Lowest);
        text.Append(')');
    }

    private void Call(string name, IReadOnlyList<int> arguments)
    {
        text.Append(name).Append('(');
        for (var i = 0; i < arguments.Count; i++)
        {
            text.Append(i == 0 ? string.Empty : ", ");
            Write(arguments[i], Level.Lowest);
        }

        text.Append(')');
    }

    private void Infix(PlanNode node, string sign, Level level)
    {
        Write(node.A, level);
        text.Append(sign);
        Write(node.B, level);
    }

    private void Parenthesised(bool isNeeded, Action write)
    {
        text.Append(isNeeded ? "(" : string.Empty);
        write();
        text.Append(isNeeded ? ")" : string.Empty);
    }

    // i outside, j inside of it, and so on.
    private string IndexName(int loop)
    {
        var level = 0;
        for (var outer = plan.Loops[loop].Outer; outer >= 0; outer = plan.Loops[outer].Outer)
        {
            level++;
        }

        return level < 10 ? ((char)('i' + level)).ToString() : "i" + level.ToString(CultureInfo.InvariantCulture);
    }

    private static string Sign(PlanOp op) => op switch
    {
        PlanOp.Less => " < ",
        PlanOp.LessOrEqual => " <= ",
        PlanOp.Equal => " == ",
        PlanOp.And => " and ",
        _ => " or ",
    };

    private static string Constant(double value, Dimension dimension)
    {
        var digits = value.ToString(Math.Floor(value) == value && Math.Abs(value) < 1e15 ? "0" : "R", CultureInfo.InvariantCulture);
        return dimension.IsNone || value == 0 ? digits : digits + " " + dimension;
    }
}
