namespace LlmCostDsl.Analysis.Reports;

/// <summary>
/// Numbers of columns and rows. Plain loops: queries over numbers and pairs are compiled anew each time the tool starts, which takes longer than what they do.
/// </summary>
internal static class Positions
{
    /// <summary>Those below <paramref name="count"/> that meet a condition, in order.</summary>
    public static List<int> Where(int count, Func<int, bool> condition)
    {
        var found = new List<int>();
        for (var i = 0; i < count; i++)
        {
            if (condition(i))
            {
                found.Add(i);
            }
        }

        return found;
    }

    public static string[] Texts(this IReadOnlyList<int> positions, Func<int, string> text)
    {
        var texts = new string[positions.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = text(positions[i]);
        }

        return texts;
    }

    /// <summary>The first of those whose value is largest, or -1 where there are none.</summary>
    public static int Largest(this IReadOnlyList<int> positions, Func<int, double> value)
    {
        var (best, most) = (-1, double.NaN);
        for (var i = 0; i < positions.Count; i++)
        {
            if (value(positions[i]) is var here && (best < 0 || here.CompareTo(most) > 0))
            {
                (best, most) = (positions[i], here);
            }
        }

        return best;
    }
}
