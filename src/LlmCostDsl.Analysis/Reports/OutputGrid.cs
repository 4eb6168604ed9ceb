using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>Outputs as grids: those without a dot first, then one grid a group.</summary>
internal static class OutputGrid
{
    public static IEnumerable<(string Group, Grid Grid)> Build(Answer answer)
    {
        var capacity = Capacity(answer);
        var groups = answer.Plan.Outputs.GroupBy(o => o.Name.LastIndexOf('.') is var dot && dot > 0 ? o.Name[..dot] : string.Empty, StringComparer.Ordinal).ToList();
        foreach (var group in groups.Where(g => g.Key.Length == 0).Concat(groups.Where(g => g.Key.Length > 0)))
        {
            yield return (group.Key, Build(answer, group.Key.Length, [.. group], capacity));
        }
    }

    private static Grid Build(Answer answer, int groupLength, IReadOnlyList<PlanOutput> outputs, (string Name, double Value)? capacity)
    {
        var hasShare = capacity is not null && groupLength > 0 && outputs.Any(IsFootprint);
        var columns = new List<GridColumn> { new(string.Empty, false), new(string.Empty, true) };
        if (hasShare)
        {
            columns.Add(new(string.Empty, true, 1));
        }

        columns.Add(new(string.Empty, false, 2, MayBeCut: true));
        return new(columns, [.. outputs.Select(o => new GridRow(Cells(answer, groupLength, o, hasShare ? capacity : null)))]);
    }

    private static List<string> Cells(Answer answer, int groupLength, PlanOutput output, (string Name, double Value)? capacity)
    {
        var value = answer[output.Node];
        var cells = new List<string>
        {
            groupLength == 0 ? output.Name : output.Name[(groupLength + 1)..],
            Engineering.Format(value, output.Dimension, output.TypeName),
        };
        if (capacity is var (name, size))
        {
            cells.Add(IsFootprint(output) ? $"{Engineering.Percent(value / size)} of {Engineering.Format(size, Dimension.Bytes)} {name}" : string.Empty);
        }

        cells.Add(FirstSentence(output.Documentation));
        return cells;
    }

    private static bool IsFootprint(PlanOutput output) => output.Dimension == Dimension.Bytes && output.TypeName != "bits";

    // The largest figure in bytes that the plan reads of its device is what footprints have to fit in.
    private static (string Name, double Value)? Capacity(Answer answer)
    {
        double Value(int attribute) => answer.Device?.Values.GetValueOrDefault(answer.Plan.Attributes[attribute].Name) ?? 0;
        var largest = Positions.Where(answer.Plan.Attributes.Count, a => answer.Plan.Attributes[a] is { TypeName: not "bits" } x && x.Dimension == Dimension.Bytes && Value(a) > 0)
            .Largest(Value);
        return largest < 0 ? null : (answer.Plan.Attributes[largest].Name, Value(largest));
    }

    private static string FirstSentence(string? documentation)
    {
        var line = (documentation ?? string.Empty).Split('\n')[0].Trim();
        return line.IndexOf(". ", StringComparison.Ordinal) is var end && end > 0 ? line[..end] : line.TrimEnd('.');
    }
}
