using System.Linq.Expressions;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Emit;

/// <summary>Straight-line arithmetic compiled in memory: reads inputs and attributes, reads and writes values by number of node.</summary>
internal delegate void ChunkFunction<T>(T[] inputs, T[] attributes, T[] values);

/// <summary>
/// Compiles a run of nodes that hold no loop. A node read once, here, is written where it is read; one read more often gets a local; one that others
/// read is stored in its slot of the values.
/// </summary>
internal sealed class DelegateChunk
{
    // Compiling recurses over the depth of an expression, and so does the machine code compiler behind it.
    private const int DepthLimit = 24;

    private readonly EvaluatorPlan plan;
    private readonly ChunkArithmetic arithmetic;
    private readonly ParameterExpression inputs;
    private readonly ParameterExpression attributes;
    private readonly ParameterExpression values;
    private readonly Dictionary<int, int> uses = [];
    private readonly Dictionary<int, (Expression Value, int Depth)> known = [];
    private readonly List<ParameterExpression> locals = [];
    private readonly List<Expression> statements = [];

    private DelegateChunk(EvaluatorPlan plan, ChunkArithmetic arithmetic)
    {
        this.plan = plan;
        this.arithmetic = arithmetic;
        var array = arithmetic.Type.MakeArrayType();
        inputs = Expression.Parameter(array, "inputs");
        attributes = Expression.Parameter(array, "attributes");
        values = Expression.Parameter(array, "values");
    }

    /// <param name="nodes">In order; none is a fold.</param>
    /// <param name="isStored">Whether somebody outside of this chunk reads a node.</param>
    /// <param name="arithmetic">Of values of type <typeparamref name="T"/>.</param>
    public static ChunkFunction<T> Compile<T>(EvaluatorPlan plan, IReadOnlyList<int> nodes, Func<int, bool> isStored, ChunkArithmetic arithmetic)
    {
        var chunk = new DelegateChunk(plan, arithmetic);
        foreach (var operand in nodes.SelectMany(n => PlanOperands.Of(plan.Nodes[n])))
        {
            chunk.uses[operand] = chunk.uses.GetValueOrDefault(operand) + 1;
        }

        foreach (var node in nodes)
        {
            chunk.Write(node, isStored(node));
        }

        var body = Expression.Block(chunk.locals, chunk.statements.Append(Expression.Empty()));
        return Expression.Lambda<ChunkFunction<T>>(body, chunk.inputs, chunk.attributes, chunk.values).Compile();
    }

    private void Write(int number, bool isStored)
    {
        var (value, depth) = Operation(plan.Nodes[number]);
        var isLeaf = plan.Nodes[number].Op == PlanOp.Constant;
        if (isStored)
        {
            statements.Add(Expression.Assign(Slot(number), isLeaf || uses.GetValueOrDefault(number) == 0 ? value : Local(number, value)));
        }
        else if (!isLeaf && (uses.GetValueOrDefault(number) > 1 || depth > DepthLimit))
        {
            Local(number, value);
        }

        known.TryAdd(number, (value, depth));
    }

    private ParameterExpression Local(int number, Expression value)
    {
        var local = Expression.Variable(arithmetic.Type, "n" + number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        locals.Add(local);
        statements.Add(Expression.Assign(local, value));
        known[number] = (local, 0);
        return local;
    }

    private (Expression Value, int Depth) Operation(PlanNode node)
    {
        var depth = 0;
        Expression At(int number)
        {
            var (value, d) = known.TryGetValue(number, out var found) ? found
                : plan.Nodes[number] is { Op: PlanOp.Constant } constant ? (arithmetic.Constant(constant.Value), 0)
                : (Slot(number), 0);
            depth = Math.Max(depth, d + 1);
            return value;
        }

        Expression? IfAny(int number) => number < 0 ? null : At(number);
        var expression = node.Op switch
        {
            PlanOp.Constant => arithmetic.Constant(node.Value),
            PlanOp.Input => Element(inputs, node.A),
            PlanOp.Attribute => Element(attributes, node.A),
            PlanOp.Present => arithmetic.Present(Element(attributes, node.A)),
            // Nothing changes by being taken once.
            PlanOp.Multiply when plan.Nodes[node.A] is { Op: PlanOp.Constant, Value: 1 } => At(node.B),
            _ => arithmetic.Apply(node.Op, At(node.A), IfAny(node.B), IfAny(node.C)),
        };
        return (expression, depth);
    }

    private Expression Slot(int number) => Element(values, number);

    private static Expression Element(ParameterExpression array, int index) => Expression.ArrayAccess(array, Expression.Constant(index));
}
