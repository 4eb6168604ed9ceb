using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Emit;

/// <summary>The outputs of an analysis as a type: one property each, groups as types of their own.</summary>
internal sealed class ResultWriter(CSharpWriter writer, EvaluatorPlan plan, AnalysisNames names)
{
    public static string TypeOf(PlanOutput output) => output.TypeName == "bool" ? "bool" : "double";

    public void WriteType()
    {
        writer.Gap();
        Write(names.Outputs.Root, $"What {plan.Name} comes to, in base units: bytes, flops, seconds, joules, usd.");
    }

    /// <summary>The lines that make a result of the values of its outputs.</summary>
    public static IEnumerable<string> Make(OutputTree.Part part, Func<int, string> value)
    {
        yield return "new()";
        yield return "{";
        foreach (var member in part.Members)
        {
            if (member is OutputTree.Leaf leaf)
            {
                yield return $"    {leaf.Name} = {value(leaf.Output)},";
            }
            else if (member is OutputTree.Part inner)
            {
                var lines = Make(inner, value).ToList();
                for (var i = 0; i < lines.Count; i++)
                {
                    yield return "    " + (i == 0 ? inner.Member + " = " : string.Empty) + lines[i] + (i == lines.Count - 1 ? "," : string.Empty);
                }
            }
        }

        yield return "}";
    }

    public static string Describe(PlanOutput output)
    {
        var documentation = string.IsNullOrWhiteSpace(output.Documentation) ? $"The output {output.Name}." : output.Documentation!.Trim();
        var unit = output.TypeName == "bool" ? string.Empty : Unit(output.Dimension);
        return (documentation.EndsWith(".", StringComparison.Ordinal) ? documentation : documentation + ".") + unit;
    }

    /// <summary>A sentence that says the unit, or nothing for plain numbers.</summary>
    public static string Unit(Dimension dimension) => dimension.IsNone ? string.Empty : $" In {dimension}.";

    private void Write(OutputTree.Part part, string summary)
    {
        writer.Summary(summary).Line(EmittedHeader.Attribute);
        using (writer.Block($"public readonly struct {part.Type}"))
        {
            foreach (var member in part.Members)
            {
                writer.Gap();
                if (member is OutputTree.Leaf leaf)
                {
                    var output = plan.Outputs[leaf.Output];
                    writer.Summary(Describe(output)).Line($"public {TypeOf(output)} {leaf.Name} {{ get; init; }}");
                }
                else if (member is OutputTree.Part inner)
                {
                    writer.Summary($"The outputs of {Group(inner)}.").Line($"public {inner.Type} {inner.Member} {{ get; init; }}").Gap();
                    Write(inner, $"The outputs of {Group(inner)}, in base units.");
                }
            }
        }
    }

    private static string Group(OutputTree.Part part) => part.Segment;
}
