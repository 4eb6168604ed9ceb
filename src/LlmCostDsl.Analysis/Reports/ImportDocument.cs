using System.Globalization;
using LlmCostDsl.Compiler.Configs;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>What an import understood, assumed and left out of account.</summary>
internal static class ImportDocument
{
    private static readonly (KeyRole Role, string Heading)[] Parts =
    [
        (KeyRole.Used, "used"),
        (KeyRole.Assumed, "assumed"),
        (KeyRole.Idle, "known, of no effect here"),
        (KeyRole.Allowed, "left out of account, as allowed"),
        (KeyRole.Unknown, "not understood"),
    ];

    public static IEnumerable<Block> Build(ImportOutcome outcome, string file)
    {
        yield return new Title(outcome.Name, $"{outcome.Architecture}, of {file} by the config {outcome.Config}", 1);
        foreach (var (role, heading) in Parts)
        {
            var entries = outcome.Entries.Where(e => e.Role == role).ToList();
            if (entries.Count == 0)
            {
                continue;
            }

            yield return new Title(heading, string.Empty, 2);
            yield return new Grid(
                [new(string.Empty, false), new(string.Empty, false), new(string.Empty, false, MayBeCut: true)],
                [.. entries.Select(e => new GridRow([e.Subject, e.Value, e.From], ToneOf(role)))]);
        }

        var ignored = outcome.Entries.Where(e => e.Role == KeyRole.Ignored).Select(e => e.Subject).ToList();
        if (ignored.Count > 0)
        {
            yield return new Title("ignored", "what cannot change cost, or is null", 2);
            yield return new Paragraph(string.Join(", ", ignored.Take(60)) + (ignored.Count > 60 ? $" and {ignored.Count - 60} more" : string.Empty), Tone.Dim);
        }

        if (outcome.ParameterCount is { } parameters)
        {
            yield return new Title("found", string.Empty, 2);
            yield return new Grid([new(string.Empty, false), new(string.Empty, true), new(string.Empty, false, MayBeCut: true)], [.. Found(outcome, parameters)]);
        }
    }

    private static IEnumerable<GridRow> Found(ImportOutcome outcome, double parameters)
    {
        yield return new(["parameters", Whole(parameters), string.Empty], Tone.Strong);
        if (outcome.ActiveCount is { } active && active != parameters)
        {
            yield return new(["active parameters", Whole(active), string.Empty]);
        }

        if (outcome.WeightBytes is { } bytes)
        {
            yield return new(["weights", Whole(bytes) + " B", string.Empty]);
        }

        foreach (var fact in outcome.Facts)
        {
            var deviation = fact.Deviation == 0 ? "as many as here" : fact.Deviation.ToString("+0.####%;-0.####%", CultureInfo.InvariantCulture) + " here";
            yield return new([$"{fact.Fact.Replace('_', ' ')} by the file", Whole(fact.Stated), $"{fact.Key}: {deviation}"], fact.Holds ? Tone.Normal : Tone.Alarm);
        }
    }

    private static string Whole(double value) => value.ToString("N0", CultureInfo.InvariantCulture).Replace(',', ' ');

    private static Tone ToneOf(KeyRole role) => role switch
    {
        KeyRole.Assumed or KeyRole.Allowed => Tone.Caution,
        KeyRole.Unknown => Tone.Alarm,
        KeyRole.Idle => Tone.Dim,
        _ => Tone.Normal,
    };
}
