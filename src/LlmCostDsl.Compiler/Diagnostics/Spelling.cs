namespace LlmCostDsl.Compiler.Diagnostics;

/// <summary>Finds the word somebody most likely meant.</summary>
internal static class Spelling
{
    /// <summary>The closest candidate, if it is close enough to be worth mentioning; of equally close ones the first.</summary>
    public static string? Suggest(string word, IEnumerable<string> candidates)
    {
        // A third of the letters may be wrong, and at least one.
        var best = Math.Max(1, word.Length / 3) + 1;
        string? found = null;
        foreach (var candidate in candidates)
        {
            var distance = Distance(word, candidate, best);
            if (distance < best && distance > 0 && distance < Math.Max(word.Length, candidate.Length))
            {
                best = distance;
                found = candidate;
            }
        }

        return found;
    }

    /// <summary>How many letters have to be changed, added, dropped or swapped with a neighbour; anything from <paramref name="limit"/> on is the limit.</summary>
    private static int Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) >= limit)
        {
            return limit;
        }

        var beforeLast = new int[b.Length + 1];
        var last = new int[b.Length + 1];
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }

                least = Math.Min(least, row[j]);
            }

            if (least >= limit)
            {
                return limit;
            }

            (beforeLast, last, row) = (last, row, beforeLast);
        }

        // Words that differ in case only are different words, as close as can be.
        return last[b.Length] == 0 && a != b ? 1 : last[b.Length];
    }
}
