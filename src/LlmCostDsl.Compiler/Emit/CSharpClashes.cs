using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Emit;

/// <summary>Two names of a spec that come to the same name in C#.</summary>
/// <param name="What">input, output, column, operator, step.</param>
/// <param name="Name">What both come to; the later one gets a suffix.</param>
/// <param name="Origin">Where the later one was written, where that is known.</param>
internal sealed record CSharpClash(string What, string First, string Second, string Name, PlanOrigin? Origin);

/// <summary>Finds names that differ in a spec and not in C#: <c>a_b</c> and <c>aB</c>, <c>w</c> and <c>W</c>.</summary>
internal static class CSharpClashes
{
    public static IReadOnlyList<CSharpClash> Of(EvaluatorPlan plan) =>
    [
        .. Among("input", plan.Inputs.Select(i => (i.Name, i.Origin))),
        .. Among("output", plan.Outputs.Select(o => (o.Name, o.Origin))),
        .. Among("step", plan.Tables.Select(t => (t.Step, (PlanOrigin?)null))),
        .. Among("column", plan.Tables.SelectMany(t => t.Columns).Select(c => (c.Name, (PlanOrigin?)null))),
        .. Among("operator", plan.Tables.SelectMany(t => t.Rows).Select(r => (r.Path, r.Origin))),
    ];

    private static IEnumerable<CSharpClash> Among(string what, IEnumerable<(string Name, PlanOrigin? Origin)> names)
    {
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, origin) in names)
        {
            if (!seen.Add(name))
            {
                continue;
            }

            var pascal = string.Join(".", name.Split('.').Select(CSharpNames.Pascal));
            if (first.TryGetValue(pascal, out var other))
            {
                yield return new CSharpClash(what, other, name, pascal, origin);
            }
            else
            {
                first[pascal] = name;
            }
        }
    }
}
