using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Lowering.Sums;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Tests.Lowering.Sums;

/// <summary>A body over a range <c>low..high</c>, both inputs, beside inputs <c>a</c>, <c>b</c> and <c>c</c>: in closed form, and value by value.</summary>
internal sealed class SumQuestion
{
    private readonly EvaluatorPlan each;

    public SumQuestion(Func<ExprPool, LeafExpr, IReadOnlyList<LeafExpr>, (Expr Body, Expr Size)> body)
    {
        var pool = new ExprPool();
        LeafExpr Input(string name) => pool.Leaf(LeafKind.Input, name, Dimension.None, Interval.Everything, isWhole: false);
        LeafExpr low = Input("low"), high = Input("high");
        LeafExpr[] inputs = [Input("a"), Input("b"), Input("c")];
        var index = pool.LoopIndex("i", low, high);
        (Body, var size) = body(pool, index, inputs);
        var forms = new ClosedForms(pool);
        var sum = forms.Of(pool.Sum(index, low, high, Body, "test.llmspec:1"));
        var largest = forms.Of(pool.Largest(index, low, high, Body, "test.llmspec:1"));
        IsSumClosed = !forms.Remaining([sum]).Any();
        IsLargestClosed = !forms.Remaining([largest]).Any();
        Closed = Plan(pool, [low, high, .. inputs], sum, largest);
        var at = Input("at");
        each = Plan(pool, [at, .. inputs], pool.Substitute(Body, index, at), pool.Substitute(size, index, at));
    }

    public Expr Body { get; }

    public bool IsSumClosed { get; }

    public bool IsLargestClosed { get; }

    /// <summary>Inputs low, high, a, b, c; outputs the sum and the largest value.</summary>
    public EvaluatorPlan Closed { get; }

    /// <summary>The sum and the largest value, by the interpreter.</summary>
    public (double Sum, double Largest) Ask(double low, double high, params double[] inputs)
    {
        var values = new PlanInterpreter(Closed).Values([low, high, .. inputs], []);
        return (values[Closed.Outputs[0].Node], values[Closed.Outputs[1].Node]);
    }

    /// <summary>The same value by value, added up with what rounding loses (Neumaier); and what the parts of all values amount to.</summary>
    public (double Sum, double Largest, double Size) Run(double low, double high, params double[] inputs)
    {
        var interpreter = new PlanInterpreter(each);
        double sum = 0, lost = 0, largest = double.NegativeInfinity, size = 0;
        var range = new LoopRange(low, high);
        for (var k = 0; k < range.Count; k++)
        {
            var values = interpreter.Values([low + k, .. inputs], []);
            var value = values[each.Outputs[0].Node];
            var total = sum + value;
            lost += Math.Abs(sum) >= Math.Abs(value) ? sum - total + value : value - total + sum;
            sum = total;
            largest = Math.Max(largest, value);
            size += values[each.Outputs[1].Node];
        }

        return (sum + lost, range.Count > 0 ? largest : 0, size);
    }

    private static EvaluatorPlan Plan(ExprPool pool, IReadOnlyList<LeafExpr> inputs, params Expr[] outputs)
    {
        var builder = new Compiler.Lowering.PlanBuilder(pool, inputs);
        var nodes = outputs.Select(builder.Node).ToList();
        var (order, loops, number) = builder.Finish(nodes);
        return new EvaluatorPlan(
            "Sums",
            inputs.Select(i => new PlanInput(i.Name, "ratio", Dimension.None, 1, double.NegativeInfinity, double.PositiveInfinity, double.NaN, false, null)).ToEquatable(),
            EquatableArray<PlanAttribute>.Empty,
            order,
            loops,
            EquatableArray<PlanGuard>.Empty,
            nodes.Select((n, i) => new PlanOutput(i == 0 ? "first" : "second", number(n), Dimension.None, string.Empty, null)).ToEquatable(),
            EquatableArray<PlanTable>.Empty);
    }
}
