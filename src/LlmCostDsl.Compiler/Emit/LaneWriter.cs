using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Emit;

/// <summary>
/// The outputs of several rows of a batch at once, a lane each. Rows that an evaluation by itself would refuse are no matter of it: it says so before
/// anything is written, and they are evaluated one by one.
/// </summary>
/// <param name="newBuilder">Makes a builder that knows nothing but what is handed to it.</param>
/// <param name="fields">What is bound to the device, by node.</param>
/// <param name="earlyRanges">Ranges that were run when it was bound.</param>
internal sealed class LaneWriter(
    CSharpWriter writer,
    PlanFacts facts,
    AnalysisNames names,
    Func<CodeOperations, IReadOnlyDictionary<int, CodeText>, CoreBuilder> newBuilder,
    IReadOnlyDictionary<int, CodeText> fields,
    IReadOnlyList<string> earlyRanges)
{
    public const string Method = "EvaluateLanes";

    // The machine code compiler inlines only so many calls into one method.
    private const int PartLimit = 100;

    private readonly LaneOperations operations = new();

    private EvaluatorPlan Plan => facts.Plan;

    public void Write()
    {
        var guards = Plan.Guards.Where(g => !facts.IsEarly(g.Condition)).ToList();
        var builder = newBuilder(operations, fields.ToDictionary(f => f.Key, f => LaneOperations.Same(f.Value)));
        builder.Expect(guards.Select(g => g.Condition).Concat(Plan.Outputs.Select(o => o.Node)));
        var lead = Lead(builder);
        foreach (var guard in guards)
        {
            var value = builder.Value(guard.Condition);
            var holds = value.IsTruth ? value : LaneOperations.Call("IsLess", true, operations.Literal(0), LaneOperations.Call("Abs", false, value));
            builder.Add(new CodeLines([$"{CodeText.Mark(CoreBuilder.Trouble)} |= ~{holds.In(Binding.Unary)};"], 1));
        }

        var values = new List<CodeText>();
        foreach (var output in Plan.Outputs)
        {
            builder.Owner = output.Name;
            builder.Add(new CodeLines(builder.Root.Statements.Count == 0 ? ["// " + output.Name] : [string.Empty, "// " + output.Name], 0));
            var value = builder.Named(output.Node);
            values.Add(ResultWriter.TypeOf(output) == "bool" ? operations.AsTruth(value) : operations.AsNumber(value));
        }

        writer.Line("// What Compute does, for several rows at once; false, with nothing written, where one of them is to be looked at by itself.");
        new MethodWriter(writer, Method, EmittedHeader.Optimized + "\nprivate", "in Columns inputs, int row", "in inputs, row", PartLimit)
        {
            TypeParameters = $"<{LaneOperations.Type}>",
            Constraints = " " + LaneOperations.Constraint,
        }.Write(
            EmittedHeader.Optimized + $"\nprivate bool {Method}<{LaneOperations.Type}>(in Columns inputs, in ResultColumns results, int row) {LaneOperations.Constraint}",
            builder.Root,
            Tail(values),
            lead);
    }

    // The inputs, each within what it accepts, or nothing is begun with them.
    private CodeBlock Lead(CoreBuilder builder)
    {
        var read = builder.Reached.Where(n => Plan.Nodes[n].Op == PlanOp.Input).Select(n => Plan.Nodes[n].A).ToList();
        var inputs = Enumerable.Range(0, Plan.Inputs.Count).Where(i => !Plan.Inputs[i].IsTruth || read.Contains(i)).ToDictionary(i => i, i => builder.ReadInput(i, names.Inputs[i]));
        var checks = inputs.SelectMany(i => Checks(Plan.Inputs[i.Key], i.Value)).ToList();
        var accepted = checks.Count == 0 ? LaneOperations.Same(new("true", Binding.Primary, 0, true)).Text : string.Join("\n    & ", checks);
        builder.Add(new CodeLocal(CoreBuilder.Trouble, LaneOperations.Type, [$"~({accepted})"]));
        builder.Add(new CodeLines([$"if (!global::LlmCostDsl.Lanes.None({CodeText.Mark(CoreBuilder.Trouble)}))", "{", "    return false;", "}", string.Empty], 1));
        var lead = new CodeBlock();
        lead.Statements.AddRange(builder.Root.Statements);
        builder.Root.Statements.Clear();
        return lead;
    }

    private IEnumerable<string> Checks(PlanInput input, CodeText value)
    {
        if (input.IsTruth)
        {
            yield break;
        }

        // No number is within anything; what is not finite has no bound that stops it.
        var (low, high) = (double.IsNegativeInfinity(input.Low) ? -double.MaxValue : input.Low, double.IsPositiveInfinity(input.High) ? double.MaxValue : input.High);
        yield return LaneOperations.Call("IsAtMost", true, operations.Literal(low), value).Text;
        yield return LaneOperations.Call("IsAtMost", true, value, operations.Literal(high)).Text;
        if (input.IsWhole && InputsWriter.TypeOf(input) == "double")
        {
            yield return LaneOperations.Call("IsEqual", true, LaneOperations.Call("Floor", false, value), value).Text;
        }
    }

    private CodeBlock Tail(IReadOnlyList<CodeText> values)
    {
        var tail = new CodeBlock();
        var trouble = $"!global::LlmCostDsl.Lanes.None({CodeText.Mark(CoreBuilder.Trouble)})";
        var refused = string.Concat(earlyRanges.Select(r => $" || {r}.IsRefused"));
        tail.Statements.Add(new CodeLines([string.Empty, $"if ({trouble}{refused})", "{", "    return false;", "}", string.Empty], 1));
        tail.Statements.AddRange(values.Select((v, o) => new CodeLines([$"global::LlmCostDsl.Lanes.Write({v.Text}, results.{names.Outputs.Columns[o]}, row);"], 1)));
        tail.Statements.Add(new CodeLines(["return true;"], 1));
        return tail;
    }
}
