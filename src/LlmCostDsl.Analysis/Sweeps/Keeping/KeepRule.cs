using System.Globalization;

namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>What is to be kept, before outputs have numbers.</summary>
/// <param name="Count">How many; 0 for all that nothing beats.</param>
/// <param name="Outputs">By name, and whether more is better.</param>
internal sealed record KeepRule(int Count, IReadOnlyList<(string Name, bool IsMost)> Outputs)
{
    /// <summary>More rows than this cannot be meant: they are held until the end.</summary>
    public const int Limit = 1_000_000;

    /// <summary>Reads <c>pareto:a,-b</c> and <c>best:10:a</c>; a dash before an output says that more of it is better.</summary>
    public static (KeepRule? Rule, string? Error) Parse(string text)
    {
        var parts = text.Split(':');
        return parts switch
        {
            ["pareto", var names] when Names(names) is { } outputs => (new(0, outputs), null),
            ["best", var count, var name] when Names(name) is [_] output
                => int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= Limit ? (new(n, output), null)
                    : (null, $"'--keep {text}': '{count}' should be a whole number from 1 to {Limit}"),
            _ => (null, $"'--keep {text}' should be pareto:OUTPUT,OUTPUT or best:COUNT:OUTPUT; '-OUTPUT' where more is better"),
        };
    }

    /// <param name="figures">The names of a row's figures.</param>
    public Keeper Keeper(IReadOnlyList<string> figures)
    {
        IReadOnlyList<Objective> objectives = [.. Outputs.Select(o => new Objective(figures.ToList().IndexOf(o.Name), o.IsMost))];
        return Count == 0 ? new ParetoKeeper(objectives) : new BestKeeper(Count, objectives[0]);
    }

    private static IReadOnlyList<(string Name, bool IsMost)>? Names(string text)
    {
        var names = text.Split(',', StringSplitOptions.TrimEntries);
        return names.Any(n => n.TrimStart('-').Length == 0) ? null : [.. names.Select(n => n[0] == '-' ? (n[1..], true) : (n, false))];
    }
}
