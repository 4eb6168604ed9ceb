using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Emit;

/// <summary>The arithmetic of an analysis: what is computed when a device is bound, and what each entry point computes of that and the inputs.</summary>
internal sealed class CoreWriter
{
    private readonly CSharpWriter writer;
    private readonly PlanFacts facts;
    private readonly AnalysisNames names;
    private readonly EmitOptions options;
    private readonly NodeNaming naming;
    private readonly CoreComments comments;
    private readonly NameTable fieldNames;
    private readonly Dictionary<int, CodeText> fields = [];
    private readonly List<(int Loop, string Range, Dictionary<int, string?> Felt)> earlyLoops = [];

    public CoreWriter(CSharpWriter writer, PlanFacts facts, AnalysisNames names, CodeOperations operations, EmitOptions options)
    {
        this.writer = writer;
        this.facts = facts;
        this.names = names;
        this.options = options;
        Operations = operations;
        naming = new NodeNaming(facts, names);
        comments = new CoreComments(facts.Plan.AsWritten());
        fieldNames = new NameTable(
            ["inputs", "results", "result", "rows", "row", "shapes", "device", "work", CoreBuilder.Trouble, "var", "nameof", "await", "dynamic", "k", "i", "j", .. plan().Inputs.Select(i => CSharpNames.Camel(i.Name))]);
        EvaluatorPlan plan() => facts.Plan;
    }

    public CodeOperations Operations { get; }

    private EvaluatorPlan Plan => facts.Plan;

    private IEnumerable<PlanGuard> LateGuards => Plan.Guards.Where(g => !facts.IsEarly(g.Condition));

    /// <summary>The fields of what is bound to a device, and the constructor that computes them.</summary>
    public void WriteBinding()
    {
        var guards = Plan.Guards.Where(g => facts.IsEarly(g.Condition) && !IsTrueConstant(g.Condition)).ToList();
        var kept = Kept();
        var known = new Dictionary<int, CodeText>();
        var builder = new CoreBuilder(facts, naming, Operations, fieldNames, -1, known);
        var sinks = guards.Select(g => g.Condition).Concat(kept).ToList();
        builder.Expect(sinks);
        builder.Read(builder.Reached.OrderBy(n => n).ToList());
        foreach (var guard in guards)
        {
            Guard(builder, guard, isEarly: true);
        }

        var tail = new CodeBlock();
        var declared = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in kept)
        {
            var text = builder.Named(node);
            text = CodeText.Names(text.Text).Any() ? text : builder.Local(naming.Of(node, -1, string.Empty), text);
            var name = CodeText.Names(text.Text).First();
            fields[node] = new(name, Binding.Primary, 0, text.IsTruth);
            // A plan may have one attribute at several nodes; it is kept once.
            if (declared.Add(name))
            {
                tail.Statements.Add(new CodeLines([$"this.{name} = {text.Text};"], 1));
            }
        }

        foreach (var (loop, range) in builder.Loops)
        {
            // Whose results are no numbers because of it is seen when they are computed.
            earlyLoops.Add((loop, range, new LoopBlame(facts, builder.Value).Conditions(loop, builder.Reached)));
            tail.Statements.Add(new CodeLines([$"this.{range} = {CodeText.Mark(range)};"], 1));
            writer.Line($"private readonly global::LlmCostDsl.IterationRange {range};");
        }

        foreach (var node in kept.GroupBy(n => fields[n].Text, StringComparer.Ordinal).Select(g => g.First()))
        {
            writer.Line($"private readonly {(fields[node].IsTruth ? "bool" : "double")} {fields[node].Text};");
        }

        writer.Gap();
        tail.Statements.Insert(0, new CodeLines(["Device = device;"], 1));
        new MethodWriter(writer, "Bind", "private static", "global::LlmCostDsl.HardwareProfile device", "device")
            .Write("internal Bound(global::LlmCostDsl.HardwareProfile device)", builder.Root, tail);
    }

    /// <summary>The method behind all evaluations of the outputs.</summary>
    public void WriteResult()
    {
        var builder = NewBuilder(-1);
        builder.Expect(LateGuards.Select(g => g.Condition).Concat(Plan.Outputs.Select(o => o.Node)));
        Begin(builder);
        var values = new string[Plan.Outputs.Count];
        for (var o = 0; o < values.Length; o++)
        {
            var output = Plan.Outputs[o];
            builder.Owner = output.Name;
            OpenGroup(builder, comments.OfOutput(o), output.Origin);
            var text = builder.Named(output.Node);
            values[o] = ResultWriter.TypeOf(output) == "bool" ? text.AsTruth().Text : text.AsNumber().Text;
            CloseGroup(builder, output.Origin);
        }

        var tail = new CodeBlock();
        Refuse(builder, tail, Plan.Outputs.Select((o, i) => (o.Node, Text: values[i])).Where(o => !facts.IsTruth(o.Node)).ToList());
        var lines = ResultWriter.Make(names.Outputs.Root, o => values[o]).ToList();
        lines[0] = "return " + lines[0];
        lines[lines.Count - 1] += ";";
        tail.Statements.Add(new CodeLines([string.Empty, .. lines], 1));
        new MethodWriter(writer, "Compute", "private", "in Inputs inputs, int row", "in inputs, row")
            .Write("private Result Compute(in Inputs inputs, int row)", builder.Root, tail);
    }

    /// <summary>The same for several rows at once.</summary>
    public void WriteLanes()
        => new LaneWriter(
            writer,
            facts,
            names,
            (operations, known) => new CoreBuilder(facts, naming, operations, InputNames(), -1, known),
            fields,
            [.. earlyLoops.Select(l => l.Range)]).Write();

    /// <summary>The method that fills the rows of a step.</summary>
    public void WriteTable(int number)
    {
        var table = Plan.Tables[number];
        var step = names.Steps[number];
        var limits = new LimitText(Plan, names, table);
        var builder = NewBuilder(number);
        builder.Expect(LateGuards.Select(g => g.Condition).Concat(table.Totals.Where(t => t >= 0))
            .Concat(table.Rows.SelectMany(r => r.Cells.Append(r.Count)))
            .Concat(table.Rows.Select(r => r.Bound).Distinct().SelectMany(limits.Needs)));
        builder.Add(new CodeLines(
            [$"if (rows.Length < {step.Rows})", "{", $"    global::LlmCostDsl.Refusal.TooShort(nameof(rows), rows.Length, {step.Rows});", "}", string.Empty], 1));
        Begin(builder, row: "-1");
        for (var r = 0; r < table.Rows.Count; r++)
        {
            var row = table.Rows[r];
            builder.Owner = names.OperatorOf[row.Path];
            OpenGroup(builder, comments.OfRow(number, r, c => !builder.IsKnown(row.Cells[c])), row.Origin);
            var cells = row.Cells.Select(c => builder.Value(c).AsNumber()).ToList();
            var count = builder.Value(row.Count).AsNumber();
            var bound = limits.Of(builder, row.Bound);
            builder.Add(new CodeLines(
                [$"rows[{r.ToString(System.Globalization.CultureInfo.InvariantCulture)}] = {Make(names.OperatorOf[row.Path], count, cells, step, bound)[0]}", .. Make(names.OperatorOf[row.Path], count, cells, step, bound).Skip(1)], 1 + (cells.Count / 4)));
            CloseGroup(builder, row.Origin);
        }

        builder.Owner = "total";
        builder.Add(new CodeLines([string.Empty, $"// {table.Step} as a whole"], 0));
        var totals = table.Totals
            .Select((t, c) => t < 0 ? CodeText.Literal(double.NaN) : builder.Named(t, CSharpNames.Camel("total_" + table.Columns[c].Name)).AsNumber()).ToList();
        var tail = new CodeBlock();
        Refuse(builder, tail, totals.Select((t, i) => (Node: table.Totals[i], t.Text)).Where(t => t.Node >= 0).ToList());
        var lines = Make("Total", CodeText.Literal(1), totals, step, "Limit.None");
        tail.Statements.Add(new CodeLines([string.Empty, "return " + lines[0], .. lines.Skip(1)], 1));
        writer.Gap().Summary($"The operators of {table.Step} with their figures.");
        Parameters("rows", $"Where they go: {step.Rows} at least.");
        writer.Documentation("returns", "The total over all operators and executions; NaN where a total has no meaning.");
        var parameters = $"in Inputs inputs, global::System.Span<{step.Row}> rows";
        new MethodWriter(writer, step.Method, "private", parameters, "in inputs, rows").Write($"public {step.Row} {step.Method}({parameters})", builder.Root, tail);
    }

    /// <summary>The method that fills the shapes of a step's rows.</summary>
    public void WriteShapes(int number)
    {
        var table = Plan.Tables[number];
        var step = names.Steps[number];
        var builder = NewBuilder(number);
        builder.Expect(LateGuards.Select(g => g.Condition).Concat(table.Rows.SelectMany(r => r.Shape)));
        builder.Add(new CodeLines(
            [$"if (shapes.Length < {step.Rows})", "{", $"    global::LlmCostDsl.Refusal.TooShort(nameof(shapes), shapes.Length, {step.Rows});", "}", string.Empty], 1));
        Begin(builder, row: "-1");
        for (var r = 0; r < table.Rows.Count; r++)
        {
            builder.Owner = names.OperatorOf[table.Rows[r].Path];
            var extents = string.Join(", ", table.Rows[r].Shape.Select(s => builder.Value(s).AsNumber().Text));
            builder.Add(new CodeLines([FormattableString.Invariant($"shapes[{r}] = new global::LlmCostDsl.TensorShape([{extents}]); // {table.Rows[r].Path}")], 1));
        }

        writer.Gap().Summary($"The extents of the first result of each operator of {table.Step}, row by row as {step.Method} has them.");
        Parameters("shapes", $"Where they go: {step.Rows} at least.");
        const string parameters = "in Inputs inputs, global::System.Span<global::LlmCostDsl.TensorShape> shapes";
        new MethodWriter(writer, step.Shapes, "private", parameters, "in inputs, shapes").Write($"public void {step.Shapes}({parameters})", builder.Root, new CodeBlock());
    }

    private static List<string> Make(string op, CodeText count, List<CodeText> cells, StepNames step, string bound)
    {
        var lines = new List<string> { "new()", "{", $"    Operator = Operator.{op},", $"    Count = {count.Text}," };
        for (var c = 0; c < cells.Count; c++)
        {
            if (cells[c].Text != "0.0")
            {
                var value = CoreBuilder.Lines(cells[c]);
                lines.AddRange(value.Select((v, i) => (i == 0 ? $"    {step.Columns[c]} = " : "        ") + v + (i == value.Count - 1 ? "," : string.Empty)));
            }
        }

        if (bound != "Limit.None")
        {
            lines.Add($"    Bound = {bound},");
        }

        lines.Add("};");
        return lines;
    }

    private void Parameters(string span, string what)
    {
        writer.Documentation("param name=\"inputs\"", "What is asked for.");
        writer.Documentation($"param name=\"{span}\"", what);
    }

    private CoreBuilder NewBuilder(int table) => new(facts, naming, Operations, InputNames(), table, fields);

    private NameTable InputNames()
    {
        return new NameTable(["inputs", "results", "result", "rows", "row", "shapes", "device", "work", CoreBuilder.Trouble, "var", "nameof", "await", "dynamic", .. fields.Values.Select(f => f.Text), .. earlyLoops.Select(l => l.Range)]);
    }

    // What was never bound has zeros for a device. Inputs in base units, refused where they are outside of their ranges; then what the spec requires.
    private void Begin(CoreBuilder builder, string row = "row")
    {
        builder.Add(new CodeLines(["if (Device is null)", "{", "    global::LlmCostDsl.Refusal.Unbound();", "}", string.Empty, $"Check(in inputs, {row});"], 2));
        builder.Read(builder.Reached.OrderBy(n => n).ToList(), names);
        foreach (var guard in LateGuards)
        {
            Guard(builder, guard, isEarly: false, row);
        }
    }

    private void Guard(CoreBuilder builder, PlanGuard guard, bool isEarly, string row = "row")
    {
        builder.Owner = string.Empty;
        // A constant that decides makes the compiler warn of code that is never reached; a local does not.
        var value = Plan.Nodes[guard.Condition].Depends == PlanDependence.None
            ? builder.Local("isMet", builder.Value(guard.Condition))
            : builder.Value(guard.Condition);
        var broken = value.IsTruth ? "!" + value.In(Binding.Unary) : $"!(global::System.Math.Abs({value.Text}) > 0.0)";
        var attribute = guard.Attribute < 0 ? string.Empty : CSharpLiteral.Of(Plan.Attributes[guard.Attribute].Name);
        var message = CSharpLiteral.Of(guard.Message);
        var refusal = (isEarly, attribute.Length > 0) switch
        {
            (true, true) => $"Missing(device, {attribute})",
            (true, false) => $"Unsuitable(device, {message})",
            (false, true) => $"Missing(Device, {attribute}, {row})",
            (false, false) => $"Broken({message}, {row})",
        };
        builder.Add(new CodeLines([$"if ({broken})", "{", $"    global::LlmCostDsl.Refusal.{refusal};", "}", string.Empty], 1));
    }

    // A refused loop troubles only those whose results are no numbers.
    private void Refuse(CoreBuilder builder, CodeBlock tail, List<(int Node, string Text)> results)
    {
        var loops = builder.Loops.Select(l => (l.Loop, Range: CodeText.Mark(l.Range), Felt: new Dictionary<int, string?>()))
            .Concat(earlyLoops.Select(l => (l.Loop, l.Range, l.Felt)));
        foreach (var (loop, range, early) in loops.OrderBy(l => l.Loop))
        {
            var conditions = new LoopBlame(facts, builder.Value).Conditions(loop, builder.Reached, early);
            var felt = results.Select(r => (r.Text, When: conditions.TryGetValue(r.Node, out var when) ? when : null)).Where(r => r.When is not null)
                .Select(r => r.When == LoopBlame.Always ? $"double.IsNaN({r.Text})" : $"(double.IsNaN({r.Text}) && {r.When})").Distinct().ToList();
            if (felt.Count > 0)
            {
                tail.Statements.Add(new CodeLines(
                    [
                        string.Empty,
                        $"if ({range}.IsRefused && ({string.Join(" || ", felt)}))",
                        "{",
                        $"    global::LlmCostDsl.Refusal.Loop({CSharpLiteral.Of(Plan.Loops[loop].Origin)}, in {range}, {(results.Count > 0 && builder.Table < 0 ? "row" : "-1")});",
                        "}",
                    ],
                    1));
            }
        }
    }

    private void OpenGroup(CoreBuilder builder, IReadOnlyList<string> comment, PlanOrigin? origin)
    {
        builder.Add(new CodeLines([string.Empty, .. comment], 0));
        if (options.MapsLines && origin is not null)
        {
            builder.Add(new CodeLines([CoreComments.Mapping(origin)], 0));
        }
    }

    private void CloseGroup(CoreBuilder builder, PlanOrigin? origin)
    {
        if (options.MapsLines && origin is not null)
        {
            builder.Add(new CodeLines(["#line default"], 0));
        }
    }

    // What the device alone decides and something that reads inputs is made of.
    private List<int> Kept()
    {
        var kept = new SortedSet<int>();
        var seen = new HashSet<int>();
        var open = new Stack<int>(Asked().Where(n => !Plan.Guards.Any(g => g.Condition == n && facts.IsEarly(n)) || !IsGuardOnly(n)));
        while (open.Count > 0)
        {
            var node = open.Pop();
            if (!seen.Add(node))
            {
                continue;
            }

            if (facts.IsEarly(node))
            {
                if (!facts.IsConstant(node))
                {
                    kept.Add(node);
                }

                continue;
            }

            foreach (var operand in facts.Reads(node))
            {
                open.Push(operand);
            }
        }

        return [.. kept];
    }

    // Of a limit not its number, but what decides it.
    private IEnumerable<int> Asked()
        => PlanOperands.Roots(Plan with { Tables = Plan.Tables.Select(t => t with { Rows = t.Rows.Select(r => r with { Bound = -1 }).ToEquatable() }).ToEquatable() })
            .Concat(Plan.Tables.SelectMany(t => t.Rows.Select(r => r.Bound).Distinct().SelectMany(new LimitText(Plan, names, t).Needs)));

    private bool IsGuardOnly(int node)
        => !Plan.Outputs.Any(o => o.Node == node) && !Plan.Tables.Any(t => t.Totals.Contains(node) || t.Rows.Any(r => r.Cells.Contains(node) || r.Shape.Contains(node) || r.Count == node || r.Bound == node));

    private bool IsTrueConstant(int node) => Plan.Nodes[node] is { Op: PlanOp.Constant, Value: not 0 } n && !double.IsNaN(n.Value);
}
