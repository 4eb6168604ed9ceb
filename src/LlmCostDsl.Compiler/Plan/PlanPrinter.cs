using System.Globalization;
using System.Text;

namespace LlmCostDsl.Compiler.Plan;

/// <summary>A plan as text: numbered nodes with operation, operands, dimension and dependence; loops indented; then what hosts ask for.</summary>
internal static class PlanPrinter
{
    public static string Print(EvaluatorPlan plan)
    {
        var text = new StringBuilder();
        text.Append("plan ").Append(plan.Name).Append('\n');
        Section(text, "inputs", plan.Inputs.Select((x, i) => $"{x.Name}: {x.TypeName} in {PlanUnits.PrintRange(x)}{Default(x)}  // {Number(i)}"));
        Section(text, "attributes", plan.Attributes.Select((x, i) => $"{x.Name}: {x.TypeName}  // {Number(i)}{(x.Device == 0 ? "" : " of device " + Number(x.Device))}"));
        WriteNodes(text, plan);
        Section(text, "guards", plan.Guards.Select(g => $"{Node(g.Condition)} else \"{g.Message}\""));
        Section(text, "outputs", plan.Outputs.Select(o => $"{o.Name} = {Node(o.Node)}: {(o.TypeName.Length > 0 ? o.TypeName : o.Dimension.ToString())}"));
        foreach (var table in plan.Tables)
        {
            Section(text, "table " + table.Step, TableLines(table));
        }

        return text.ToString();
    }

    /// <summary>One node by itself: <c>%7 = %3 * %5</c>.</summary>
    public static string Print(EvaluatorPlan plan, int number) => $"{Node(number)} = {Operation(plan, plan.Nodes[number])}";

    private static void WriteNodes(StringBuilder text, EvaluatorPlan plan)
    {
        text.Append("nodes\n");
        var begun = new HashSet<int>();
        var notes = plan.Notes.ToDictionary(n => n.Node, n => "; " + (n.Name ?? n.Formula));
        for (var i = 0; i < plan.Nodes.Count; i++)
        {
            var node = plan.Nodes[i];
            foreach (var loop in LoopsAround(plan, node).Reverse().Where(begun.Add))
            {
                var l = plan.Loops[loop];
                text.Append(Indent(Depth(plan, loop) - 1))
                    .Append($"loop {Number(loop)}: {Node(l.Low)}..{Node(l.High)}  // {l.Origin}\n");
            }

            var line = Indent(Depth(plan, node.Loop)) + Print(plan, i);
            text.Append(line.PadRight(46)).Append(' ').Append(Remark(node)).Append(notes.TryGetValue(i, out var note) ? note : string.Empty).Append('\n');
        }
    }

    private static IEnumerable<string> TableLines(PlanTable table)
    {
        yield return "columns " + string.Join(", ", table.Columns.Select(c => $"{c.Name}: {c.Dimension}"));
        foreach (var row in table.Rows)
        {
            var path = row.Group.Length == 0 ? row.Name : row.Group + "." + row.Name;
            yield return $"{path} ({row.Operator}) × {Node(row.Count)} [{Nodes(row.Shape)}]: {Nodes(row.Cells)}{(row.Bound < 0 ? "" : "; bound " + Node(row.Bound))}";
        }

        yield return "total: " + Nodes(table.Totals);
    }

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var first = true;
        foreach (var line in lines)
        {
            text.Append(first ? title + "\n" : string.Empty).Append("  ").Append(line).Append('\n');
            first = false;
        }
    }

    private static string Operation(EvaluatorPlan plan, PlanNode n) => n.Op switch
    {
        PlanOp.Constant => Number(n.Value),
        PlanOp.Input => "input " + plan.Inputs[n.A].Name,
        PlanOp.Attribute => "hw." + plan.Attributes[n.A].Name,
        PlanOp.Present => $"present(hw.{plan.Attributes[n.A].Name})",
        PlanOp.Index => "index of loop " + Number(n.A),
        PlanOp.Add => Infix(n, "+"),
        PlanOp.Subtract => Infix(n, "-"),
        PlanOp.Multiply => Infix(n, "*"),
        PlanOp.Divide => Infix(n, "/"),
        PlanOp.Power => Infix(n, "^"),
        PlanOp.Less => Infix(n, "<"),
        PlanOp.LessOrEqual => Infix(n, "<="),
        PlanOp.Equal => Infix(n, "=="),
        PlanOp.And => Infix(n, "and"),
        PlanOp.Or => Infix(n, "or"),
        PlanOp.Select => $"if {Node(n.A)} then {Node(n.B)} else {Node(n.C)}",
        PlanOp.Sum => $"sum of {Node(n.B)} over loop {Number(n.A)}",
        PlanOp.Largest => $"largest {Node(n.B)} over loop {Number(n.A)}",
        PlanOp.Minimum => Call(n, "min"),
        PlanOp.Maximum => Call(n, "max"),
        PlanOp.Ceiling => Call(n, "ceil"),
        PlanOp.Floor => Call(n, "floor"),
        PlanOp.Absolute => Call(n, "abs"),
        PlanOp.Log2 => Call(n, "log2"),
        PlanOp.SquareRoot => Call(n, "sqrt"),
        PlanOp.Not => Call(n, "not"),
        _ => n.Op.ToString(),
    };

    private static string Remark(PlanNode node)
    {
        var dimension = node.Dimension.IsNone ? "1" : node.Dimension.ToString();
        return node.Depends == PlanDependence.None ? ": " + dimension : $": {dimension}, by {Dependence(node.Depends)}";
    }

    private static string Dependence(PlanDependence depends) => string.Join(
        " and ",
        new[] { (PlanDependence.Device, "device"), (PlanDependence.Input, "input"), (PlanDependence.Index, "index") }
            .Where(d => (depends & d.Item1) != 0)
            .Select(d => d.Item2));

    private static IEnumerable<int> LoopsAround(EvaluatorPlan plan, PlanNode node)
    {
        for (var loop = node.Loop; loop >= 0; loop = plan.Loops[loop].Outer)
        {
            yield return loop;
        }
    }

    private static int Depth(EvaluatorPlan plan, int loop)
    {
        var depth = 1;
        for (; loop >= 0; loop = plan.Loops[loop].Outer)
        {
            depth++;
        }

        return depth;
    }

    private static string Default(PlanInput input) => double.IsNaN(input.Default) ? string.Empty : " = " + PlanUnits.Print(input, input.Default);

    private static string Infix(PlanNode n, string sign) => $"{Node(n.A)} {sign} {Node(n.B)}";

    private static string Call(PlanNode n, string name) => $"{name}({Nodes(PlanOperands.Of(n))})";

    private static string Nodes(IEnumerable<int> numbers) => string.Join(", ", numbers.Select(Node));

    private static string Node(int number) => number < 0 ? "none" : "%" + Number(number);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Indent(int depth) => new(' ', 2 * depth);
}
