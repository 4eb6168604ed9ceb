namespace LlmCostDsl.Generator;

/// <summary>The words of a text, comments and all: whatever it names is among them.</summary>
internal static class SpecWords
{
    public static HashSet<string> Of(string text)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsPart(text[i]))
            {
                var start = i;
                while (i + 1 < text.Length && IsPart(text[i + 1]))
                {
                    i++;
                }

                words.Add(text.Substring(start, i - start + 1));
            }
        }

        return words;
    }

    private static bool IsPart(char c) => c == '_' || (c < 128 && char.IsLetterOrDigit(c));
}
