namespace LlmCostDsl.Analysis.Comparisons;

/// <summary>What a model holds and its steps keep in memory, before and after.</summary>
internal static class HeldFigures
{
    /// <param name="isMeant">Which of them, by name: those of a step begin with its name and a dot.</param>
    public static IEnumerable<FigureChange> Between(Side before, Side after, Func<string, bool> isMeant)
        => after.Footprints.Outputs.Concat(before.Footprints.Outputs).DistinctBy(o => o.Name).Where(o => isMeant(o.Name))
            .Select(o => new FigureChange(o.Name, o.Dimension, Value(before, o.Name), Value(after, o.Name), o.TypeName))
            .Where(f => f.IsChange);

    private static double Value(Side side, string name)
        => side.Footprints.Outputs.FirstOrDefault(o => o.Name == name) is { } output ? side.Held[output.Node] : 0;
}
