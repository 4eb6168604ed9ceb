using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Lowering;

/// <summary>
/// Turns formulas into the nodes of a plan: flat sums and products become chains of two operands, equal subformulas one node, folds over one range
/// one loop. Nodes come out in evaluation order.
/// </summary>
internal sealed partial class PlanBuilder(ExprPool pool, IReadOnlyList<LeafExpr> inputs)
{
    private readonly List<PlanNode> nodes = [];
    private readonly Dictionary<(PlanOp, int, int, int, double, Dimension), int> interned = [];
    private readonly Dictionary<Expr, int> lowered = [];
    private readonly Dictionary<Expr, int> heights = [];
    private readonly List<LoopDraft> loops = [];
    private readonly Dictionary<(int Outer, int Height, int Low, int High), int> loopByRange = [];
    private readonly Dictionary<LeafExpr, int> loopOfIndex = [];
    private readonly List<PlanAttribute> attributes = [];

    /// <summary>The attributes read so far, in the order first met.</summary>
    public IReadOnlyList<PlanAttribute> Attributes => attributes;

    /// <summary>The node of a formula.</summary>
    public int Node(Expr root)
    {
        // Indices and bodies of folds are lowered with their loop, not here.
        foreach (var expr in Reachable(root))
        {
            if (!lowered.ContainsKey(expr))
            {
                lowered[expr] = Lower(expr);
            }
        }

        return lowered[root];
    }

    /// <summary>The number of an attribute among those the plan reads.</summary>
    public int Attribute(LeafExpr leaf, string typeName)
    {
        var at = attributes.FindIndex(a => a.Name == leaf.Name);
        if (at < 0)
        {
            at = attributes.Count;
            attributes.Add(new PlanAttribute(0, leaf.Name, typeName, leaf.Kind == LeafKind.Present ? Dimension.None : leaf.Dimension));
        }
        else if (leaf.Kind == LeafKind.Attribute)
        {
            attributes[at] = attributes[at] with { Dimension = leaf.Dimension };
        }

        return at;
    }

    /// <summary>The node of a formula, or -1 where it was not lowered.</summary>
    public int Find(Expr expr) => lowered.TryGetValue(expr, out var node) ? node : -1;

    /// <summary>Everything lowered, in evaluation order, with the new number of each node: -1 for what nobody needs.</summary>
    public (EquatableArray<PlanNode> Nodes, EquatableArray<PlanLoop> Loops, Func<int, int> Renumber) Finish(IEnumerable<int> roots)
        => PlanAssembly.Finish(nodes, loops, roots);

    private static List<Expr> Reachable(Expr root)
    {
        var seen = new HashSet<Expr>();
        var pending = new Stack<Expr>();
        pending.Push(root);
        while (pending.Count > 0)
        {
            var next = pending.Pop();
            if (!seen.Add(next))
            {
                continue;
            }

            foreach (var operand in next is FoldExpr fold ? [fold.Low, fold.High] : next.Operands)
            {
                pending.Push(operand);
            }
        }

        var order = seen.ToList();
        order.Sort((a, b) => a.Id.CompareTo(b.Id));
        return order;
    }

    private int Lower(Expr expr) => expr switch
    {
        ConstantExpr c => Constant(c.Value.ToDouble(), c.Dimension),
        TruthExpr t => Constant(t.Value ? 1 : 0, Dimension.None),
        UndefinedExpr u => Constant(double.NaN, u.Dimension),
        LeafExpr leaf => Leaf(leaf),
        SumExpr sum => Sum(sum),
        ProductExpr product => Product(product, Rational.One, product.Dimension),
        FunctionExpr f => Function(f),
        FoldExpr fold => Fold(fold),
        _ => throw new InvalidOperationException("a formula of unknown kind"),
    };

    private int Leaf(LeafExpr leaf)
    {
        switch (leaf.Kind)
        {
            case LeafKind.Input:
                var at = inputs.ToList().IndexOf(leaf);
                return Add(PlanOp.Input, at, -1, -1, leaf.Dimension);
            case LeafKind.Attribute:
                return Add(PlanOp.Attribute, Attribute(leaf, leaf.IsTruth ? "bool" : string.Empty), -1, -1, leaf.Dimension);
            case LeafKind.Present:
                return Add(PlanOp.Present, Attribute(leaf, string.Empty), -1, -1, Dimension.None);
            case LeafKind.Loop when loopOfIndex.TryGetValue(leaf, out var loop):
                return loops[loop].Index;
            default:
                throw new InvalidOperationException($"'{leaf.Name}' is left in a formula that should be complete");
        }
    }

    // Positive terms first, so that a difference is a difference.
    private int Sum(SumExpr sum)
    {
        var result = -1;
        foreach (var term in sum.Terms.OrderBy(t => t.Coefficient.Sign < 0))
        {
            var subtract = term.Coefficient.Sign < 0 && result >= 0;
            var value = Scaled(term.Value, subtract ? -term.Coefficient : term.Coefficient, sum.Dimension);
            result = result < 0 ? value : Add(subtract ? PlanOp.Subtract : PlanOp.Add, result, value, -1, sum.Dimension);
        }

        return sum.Constant.IsZero
            ? result
            : Add(sum.Constant.Sign < 0 ? PlanOp.Subtract : PlanOp.Add, result, Constant(sum.Constant.Abs().ToDouble(), sum.Dimension), -1, sum.Dimension);
    }

    private int Scaled(Expr value, Rational coefficient, Dimension dimension)
    {
        if (coefficient.IsOne && value.Dimension == dimension)
        {
            return lowered[value];
        }

        return value is ProductExpr product
            ? Product(product, coefficient, dimension)
            : Add(PlanOp.Multiply, Constant(coefficient.ToDouble(), dimension / value.Dimension), lowered[value], -1, dimension);
    }

    private int Product(ProductExpr product, Rational coefficient, Dimension dimension)
    {
        var unit = dimension / product.Dimension;
        var above = coefficient.IsOne && unit.IsNone ? -1 : Constant(coefficient.ToDouble(), unit);
        var below = -1;
        foreach (var (b, exponent) in product.Factors)
        {
            var node = lowered[b];
            for (var i = 0; i < Math.Abs(exponent); i++)
            {
                if (exponent > 0)
                {
                    above = Times(above, node);
                }
                else
                {
                    below = Times(below, node);
                }
            }
        }

        if (below < 0)
        {
            return above;
        }

        above = above < 0 ? Constant(1, Dimension.None) : above;
        return Add(PlanOp.Divide, above, below, -1, nodes[above].Dimension / nodes[below].Dimension);
    }

    private int Times(int a, int b) => a < 0 ? b : Add(PlanOp.Multiply, a, b, -1, nodes[a].Dimension * nodes[b].Dimension);

    private int Function(FunctionExpr f)
    {
        var op = f.Kind switch
        {
            FunctionKind.Power => PlanOp.Power,
            FunctionKind.Minimum => PlanOp.Minimum,
            FunctionKind.Maximum => PlanOp.Maximum,
            FunctionKind.Ceiling => PlanOp.Ceiling,
            FunctionKind.Floor => PlanOp.Floor,
            FunctionKind.Absolute => PlanOp.Absolute,
            FunctionKind.Log2 => PlanOp.Log2,
            FunctionKind.SquareRoot => PlanOp.SquareRoot,
            FunctionKind.Less => PlanOp.Less,
            FunctionKind.LessOrEqual => PlanOp.LessOrEqual,
            FunctionKind.Equal => PlanOp.Equal,
            FunctionKind.And => PlanOp.And,
            FunctionKind.Or => PlanOp.Or,
            FunctionKind.Not => PlanOp.Not,
            _ => PlanOp.Select,
        };
        var arguments = f.Arguments.Select(a => op is PlanOp.Ceiling or PlanOp.Floor ? Rounded(a) : lowered[a]).ToList();
        return op switch
        {
            PlanOp.Select => Add(op, arguments[0], arguments[1], arguments[2], f.Dimension),
            _ when arguments.Count == 1 => Add(op, arguments[0], -1, -1, f.Dimension),
            _ => arguments.Skip(1).Aggregate(arguments[0], (left, right) => Add(op, left, right, -1, f.Dimension)),
        };
    }

    private int Fold(FoldExpr fold)
    {
        int low = lowered[fold.Low], high = lowered[fold.High];
        var outer = FreeIndices(fold).Select(i => loopOfIndex[i]).Append(nodes[low].Loop).Append(nodes[high].Loop).OrderBy(Depth).Last();
        var key = (outer, Height(fold), low, high);
        if (!loopByRange.TryGetValue(key, out var loop))
        {
            loop = loops.Count;
            loopByRange[key] = loop;
            var index = Add(PlanOp.Index, loop, -1, -1, Dimension.None);
            loops.Add(new LoopDraft(low, high, index, outer, Depth(outer) + 1, [], fold.Origin) { Leaf = fold.Index });
            loopOfIndex[fold.Index] = loop;
        }

        // Folds over one range share the index of the first.
        var leaf = loops[loop].Leaf;
        var body = Node(ReferenceEquals(leaf, fold.Index) ? fold.Body : pool.Substitute(fold.Body, fold.Index, leaf));
        var result = Add(fold.IsSum ? PlanOp.Sum : PlanOp.Largest, loop, body, -1, fold.Dimension);
        if (!loops[loop].Folds.Contains(result))
        {
            loops[loop].Folds.Add(result);
        }

        return result;
    }

    private int Depth(int loop) => loop < 0 ? 0 : loops[loop].Depth;

    // Indices of loops around that a fold reads; those of folds inside it are their own.
    private List<LeafExpr> FreeIndices(FoldExpr fold)
    {
        var reached = ExprWalk.Reachable(fold.Body, e => (e.Depends & Dependence.Loop) != 0);
        var own = new HashSet<LeafExpr>(reached.OfType<FoldExpr>().Append(fold).Select(f => f.Index));
        return reached.OfType<LeafExpr>().Where(l => l.Kind == LeafKind.Loop && !own.Contains(l) && loopOfIndex.ContainsKey(l)).ToList();
    }

    // How deep folds nest inside: two folds of one height never contain one another, so they may share a loop.
    private int Height(FoldExpr fold)
    {
        foreach (var expr in ExprWalk.InOrder([fold]))
        {
            if (!heights.ContainsKey(expr))
            {
                heights[expr] = expr.Operands.Select(o => heights[o]).DefaultIfEmpty(0).Max() + (expr is FoldExpr ? 1 : 0);
            }
        }

        return heights[fold];
    }

    private int Constant(double value, Dimension dimension) => Add(PlanOp.Constant, -1, -1, -1, dimension, value: value);

    private int Add(PlanOp op, int a, int b, int c, Dimension dimension, double value = 0)
    {
        var key = (op, a, b, c, value, dimension);
        if (interned.TryGetValue(key, out var there))
        {
            return there;
        }

        var (depends, loop) = NodeStanding.Of(op, a, b, c, nodes, loops);
        interned[key] = nodes.Count;
        nodes.Add(new PlanNode(op, a, b, c, value, dimension, depends, loop));
        return nodes.Count - 1;
    }
}
