using System.Globalization;

namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>How far a sweep is, as one line: share, bar, points a second, time left.</summary>
internal static class Progress
{
    private const int Cells = 24;

    public static string Line(long done, long total, TimeSpan elapsed)
    {
        var share = total == 0 ? 1 : (double)done / total;
        var filled = (int)(share * Cells);
        var rate = elapsed > TimeSpan.Zero ? done / elapsed.TotalSeconds : 0;
        var percent = ((int)(100 * share)).ToString(CultureInfo.InvariantCulture).PadLeft(3);
        var left = rate > 0 ? $"  {Grouped(rate)} points/s  {Span((total - done) / rate)} left" : string.Empty;
        return $"{percent} % {new string('█', filled)}{new string('░', Cells - filled)}{left}";
    }

    /// <summary>Two units at most: <c>1 h 4 min</c>, <c>3 min 20 s</c>, <c>7 s</c>.</summary>
    private static string Span(double seconds) => Math.Min(seconds, 1e9) switch
    {
        < 60 => Whole(Math.Ceiling(seconds)) + " s",
        < 3600 => $"{Whole(Math.Floor(seconds / 60))} min {Whole(Math.Floor(seconds % 60))} s",
        var long_ => $"{Whole(Math.Floor(long_ / 3600))} h {Whole(Math.Floor(long_ % 3600 / 60))} min",
    };

    private static string Whole(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    // Spaces, which no reader takes for a decimal point.
    private static string Grouped(double value) => value.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');
}
