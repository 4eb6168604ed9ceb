using System.Linq.Expressions;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Emit;

/// <summary>Straight-line arithmetic compiled in memory: reads inputs and attributes, reads and writes values by number of node.</summary>
internal delegate void ChunkFunction(double[] inputs, double[] attributes, double[] values);

/// <summary>
/// Compiles a run of nodes that hold no loop. A node read once, here, is written where it is read; one read more often gets a local; one that others
/// read is stored in its slot of the values. The operations are those of <see cref="PlanArithmetic"/>, to the bit.
/// </summary>
internal sealed class DelegateChunk
{
    // Compiling recurses over the depth of an expression, and so does the machine code compiler behind it.
    private const int DepthLimit = 24;

    private static readonly ParameterExpression Inputs = Expression.Parameter(typeof(double[]), "inputs");
    private static readonly ParameterExpression Attributes = Expression.Parameter(typeof(double[]), "attributes");
    private static readonly ParameterExpression Values = Expression.Parameter(typeof(double[]), "values");

    private readonly EvaluatorPlan plan;
    private readonly Dictionary<int, int> uses = [];
    private readonly Dictionary<int, (Expression Value, int Depth)> known = [];
    private readonly List<ParameterExpression> locals = [];
    private readonly List<Expression> statements = [];

    private DelegateChunk(EvaluatorPlan plan) => this.plan = plan;

    /// <param name="nodes">In order; none is a fold.</param>
    /// <param name="isStored">Whether somebody outside of this chunk reads a node.</param>
    public static ChunkFunction Compile(EvaluatorPlan plan, IReadOnlyList<int> nodes, Func<int, bool> isStored)
    {
        var chunk = new DelegateChunk(plan);
        foreach (var operand in nodes.SelectMany(n => PlanOperands.Of(plan.Nodes[n])))
        {
            chunk.uses[operand] = chunk.uses.GetValueOrDefault(operand) + 1;
        }

        foreach (var node in nodes)
        {
            chunk.Write(node, isStored(node));
        }

        var body = Expression.Block(chunk.locals, chunk.statements.Append(Expression.Empty()));
        return Expression.Lambda<ChunkFunction>(body, Inputs, Attributes, Values).Compile();
    }

    private void Write(int number, bool isStored)
    {
        var (value, depth) = Operation(plan.Nodes[number]);
        var isLeaf = value is ConstantExpression;
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
        var local = Expression.Variable(typeof(double), "n" + number.ToString(System.Globalization.CultureInfo.InvariantCulture));
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
            var (value, d) = known.TryGetValue(number, out var found) ? found : (Slot(number), 0);
            depth = Math.Max(depth, d + 1);
            return value;
        }

        var expression = node.Op switch
        {
            PlanOp.Constant => Expression.Constant(node.Value),
            PlanOp.Input => Element(Inputs, node.A),
            PlanOp.Attribute => Element(Attributes, node.A),
            PlanOp.Present => Truth(Expression.Equal(Element(Attributes, node.A), Element(Attributes, node.A))),
            PlanOp.Add => Expression.Add(At(node.A), At(node.B)),
            PlanOp.Subtract => Expression.Subtract(At(node.A), At(node.B)),
            // Nothing changes by being taken once.
            PlanOp.Multiply when plan.Nodes[node.A] is { Op: PlanOp.Constant, Value: 1 } => At(node.B),
            PlanOp.Multiply => Expression.Multiply(At(node.A), At(node.B)),
            PlanOp.Divide => Expression.Divide(At(node.A), At(node.B)),
            PlanOp.Power => Call(Math.Pow, At(node.A), At(node.B)),
            PlanOp.Minimum => Call(Math.Min, At(node.A), At(node.B)),
            PlanOp.Maximum => Call(Math.Max, At(node.A), At(node.B)),
            PlanOp.Ceiling => Call(Math.Ceiling, At(node.A)),
            PlanOp.Floor => Call(Math.Floor, At(node.A)),
            PlanOp.Absolute => Call(Math.Abs, At(node.A)),
            PlanOp.Log2 => Call(PlanArithmetic.Log2, At(node.A)),
            PlanOp.SquareRoot => Call(Math.Sqrt, At(node.A)),
            PlanOp.Less => Truth(Expression.LessThan(At(node.A), At(node.B))),
            PlanOp.LessOrEqual => Truth(Expression.LessThanOrEqual(At(node.A), At(node.B))),
            PlanOp.Equal => Truth(Expression.Equal(At(node.A), At(node.B))),
            PlanOp.And => Truth(Expression.AndAlso(IsTrue(At(node.A)), IsTrue(At(node.B)))),
            PlanOp.Or => Truth(Expression.OrElse(IsTrue(At(node.A)), IsTrue(At(node.B)))),
            PlanOp.Not => Truth(Expression.Not(IsTrue(At(node.A)))),
            PlanOp.Select => Expression.Condition(IsTrue(At(node.A)), At(node.B), At(node.C)),
            _ => throw new InvalidOperationException($"{node.Op} is not straight-line."),
        };
        return (expression, depth);
    }

    private static Expression Slot(int number) => Element(Values, number);

    private static Expression Element(ParameterExpression array, int index) => Expression.ArrayAccess(array, Expression.Constant(index));

    private static Expression IsTrue(Expression value) => Expression.NotEqual(value, Expression.Constant(0.0));

    private static Expression Truth(Expression condition) => Expression.Condition(condition, Expression.Constant(1.0), Expression.Constant(0.0));

    private static Expression Call(Func<double, double> function, Expression a) => Expression.Call(function.Method, a);

    private static Expression Call(Func<double, double, double> function, Expression a, Expression b) => Expression.Call(function.Method, a, b);
}
