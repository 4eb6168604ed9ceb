namespace LlmCostDsl.Compiler.Syntax.Lexing;

/// <summary>Finds the <c>///</c> lines that belong to a token.</summary>
internal static class DocumentationText
{
    /// <summary>The last unbroken run of <c>///</c> lines among the trivia from an index on, without the slashes; null if there is none.</summary>
    public static string? Before(string text, List<Trivia> trivia, int start)
    {
        List<string>? lines = null;
        var newLines = 0;
        for (var i = trivia.Count - 1; i >= start; i--)
        {
            switch (trivia[i].Kind)
            {
                case TriviaKind.NewLine when ++newLines > 1 && lines is not null:
                    // An empty line: what stands above it is about something else.
                    i = start;
                    break;
                case TriviaKind.Documentation:
                    (lines ??= []).Add(WithoutSlashes(text, trivia[i]));
                    newLines = 0;
                    break;
                case TriviaKind.Comment when lines is not null:
                    i = start;
                    break;
            }
        }

        lines?.Reverse();
        return lines is null ? null : string.Join("\n", lines);
    }

    private static string WithoutSlashes(string text, Trivia line)
    {
        var start = line.Start + 3;
        var end = line.Start + line.Length;
        if (start < end && text[start] == ' ')
        {
            start++;
        }

        return text.Substring(start, end - start).TrimEnd();
    }
}
