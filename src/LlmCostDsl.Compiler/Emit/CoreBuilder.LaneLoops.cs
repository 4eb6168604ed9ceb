using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Emit;

/// <content>Loops in lanes: they run as often as the longest range asks for, and rows that are through keep what they have.</content>
internal sealed partial class CoreBuilder
{
    /// <summary>The local of code in lanes that knows which rows are evaluated by themselves instead.</summary>
    public const string Trouble = "trouble";

    private readonly Stack<string> running = new();

    private void RunLanes(int number)
    {
        var loop = Plan.Loops[number];
        var folds = foldsOf[number].ToList();
        var lanes = (LaneOperations)operations;
        var (low, high) = (lanes.AsNumber(texts[loop.Low]), lanes.AsNumber(texts[loop.High]));
        var wanted = running.Count > 0 ? CodeText.Mark(running.Peek()) : LaneOperations.Same(new("true", Binding.Primary, 0, true)).Text;
        var range = names.Take("range");
        Add(new CodeLocal(range, "global::LlmCostDsl.LaneRange<V>", [$"new global::LlmCostDsl.LaneRange<V>({low.Text}, {high.Text}, {wanted})"]));
        Add(new CodeLines([$"{CodeText.Mark(Trouble)} |= {CodeText.Mark(range)}.Refused;"], 1));
        var totals = folds.Select(f => Local(naming.Of(f, table, Owner), lanes.Literal(0))).ToList();

        var (outside, body) = (block, new CodeBlock());
        var head = block = new CodeBlock();
        var counter = names.Take("k");
        var runs = Local("runs", new($"{CodeText.Mark(range)}.Running({counter})", Binding.Primary, 1, true));
        if (loop.Index >= 0 && uses.ContainsKey(loop.Index))
        {
            texts[loop.Index] = Local(IndexName(number), new($"{CodeText.Mark(range)}.Low + V.Of((double){counter})", Binding.Sum, 1, false));
        }

        block = body;
        running.Push(CodeText.Names(runs.Text).First());
        var after = new List<string>();
        for (var f = 0; f < folds.Count; f++)
        {
            var value = lanes.AsNumber(Value(Plan.Nodes[folds[f]].B));
            if (Plan.Nodes[folds[f]].Op == PlanOp.Largest)
            {
                value = value.Depth > 1 ? Local("candidate", value) : value;
            }

            var next = Plan.Nodes[folds[f]].Op == PlanOp.Sum
                ? $"{totals[f].Text} + {value.In(Binding.Product)}"
                : $"{counter} == 0 ? {value.In(Binding.Or)} : {LaneOperations.Call("Max", false, totals[f], value).Text}";
            after.Add($"{totals[f].Text} = {LaneOperations.Call("Choose", false, runs, new(next, Binding.Choice, 1, false), totals[f]).Text};");
        }

        running.Pop();
        block = outside;
        Add(new CodeLoop(range, counter, head, body, after));
        for (var f = 0; f < folds.Count; f++)
        {
            texts[folds[f]] = totals[f];
        }
    }
}
