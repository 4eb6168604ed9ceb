using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Emit;

/// <content>Loops: a range, the bodies, and what adds up.</content>
internal sealed partial class CoreBuilder
{
    private const string RangeType = "global::LlmCostDsl.IterationRange";

    // What must be there before a loop begins: its ends, and whatever its bodies read from outside.
    private List<int> NeedsOfLoop(int loop)
    {
        var needs = new List<int> { Plan.Loops[loop].Low, Plan.Loops[loop].High };
        var seen = new HashSet<int>();
        var open = new Stack<int>(foldsOf[loop].Reverse().Select(f => Plan.Nodes[f].B));
        while (open.Count > 0)
        {
            var node = open.Pop();
            if (!seen.Add(node) || texts.ContainsKey(node))
            {
                continue;
            }

            if (!facts.IsInside(node, loop))
            {
                needs.Add(node);
                continue;
            }

            foreach (var operand in facts.Reads(node).Reverse())
            {
                open.Push(operand);
            }
        }

        return needs;
    }

    // Loops nest as deep as somebody wrote them inside each other, which the compiler limits.
    private void RunLoop(int number)
    {
        if (operations.IsWide)
        {
            RunLanes(number);
            return;
        }

        var loop = Plan.Loops[number];
        var folds = foldsOf[number].ToList();
        var (low, high) = (texts[loop.Low].AsNumber(), texts[loop.High].AsNumber());
        var isInner = loop.Outer >= 0;
        var refused = string.Empty;
        if (isInner)
        {
            refused = names.Take("refused");
            Root.Statements.Add(new CodeLocal(refused, RangeType, [$"default({RangeType})"]));
        }

        Add(new CodeLines([$"// {(folds.Count == 1 ? "Once" : "All at once")} for each index from {Plain(loop.Low)} to {Plain(loop.High)}: {loop.Origin}"], 0));
        var range = names.Take("range");
        Add(new CodeLocal(range, RangeType, [$"new {RangeType}({low.Text}, {high.Text})"]));
        loops.Add((number, isInner ? refused : range));
        var totals = new List<CodeText>();
        foreach (var fold in folds)
        {
            var name = names.Take(naming.Of(fold, table, Owner));
            Add(new CodeLocal(name, "double", [CodeText.Mark(range) + ".Zero"]));
            totals.Add(CodeText.Name(name, isTruth: false));
        }

        var outside = block;
        block = new CodeBlock();
        var body = block;
        if (isInner)
        {
            Add(new CodeLines([$"if ({CodeText.Mark(range)}.IsRefused && !{CodeText.Mark(refused)}.IsRefused)", "{", $"    {CodeText.Mark(refused)} = {CodeText.Mark(range)};", "}"], 1));
            outside.Statements.Add(body.Statements[0]);
            body.Statements.Clear();
        }

        var counter = names.Take("k");
        // Where a long body becomes a method of its own, the counter stays outside.
        var head = block = new CodeBlock();
        if (loop.Index >= 0 && uses.ContainsKey(loop.Index))
        {
            var index = names.Take(IndexName(number));
            Add(new CodeLocal(index, "double", [$"{CodeText.Mark(range)}.Low + {counter}"]));
            texts[loop.Index] = CodeText.Name(index, isTruth: false);
        }

        block = body;
        var after = new List<string>();
        for (var f = 0; f < folds.Count; f++)
        {
            var value = Value(Plan.Nodes[folds[f]].B).AsNumber();
            if (Plan.Nodes[folds[f]].Op == PlanOp.Sum)
            {
                after.Add($"{totals[f].Text} += {value.Text};");
            }
            else
            {
                value = value.Depth > 1 ? Local("candidate", value) : value;
                operations.Functions.Add("Max");
                after.Add($"{totals[f].Text} = {counter} == 0 ? {value.In(Binding.Or)} : Max({totals[f].Text}, {value.Text});");
            }
        }

        block = outside;
        Add(new CodeLoop(range, counter, head, body, after));
        for (var f = 0; f < folds.Count; f++)
        {
            texts[folds[f]] = totals[f];
        }
    }

    private string Plain(int node) => new Plan.Formulas.FormulaPrinter(Plan, _ => null).Print(node, 40);

    private string IndexName(int loop)
    {
        var name = 'i';
        for (var outer = Plan.Loops[loop].Outer; outer >= 0 && name < 'n'; outer = Plan.Loops[outer].Outer)
        {
            name++;
        }

        return name.ToString();
    }
}
