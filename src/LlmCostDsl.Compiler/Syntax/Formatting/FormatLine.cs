using LlmCostDsl.Compiler.Syntax.Lexing;

namespace LlmCostDsl.Compiler.Syntax.Formatting;

/// <summary>One line of the result: some tokens, a comment, or both. The author's line breaks are kept.</summary>
internal sealed class FormatLine
{
    /// <summary>The index of the first token; for a line that is a comment, of the token after it.</summary>
    public int First { get; init; }

    /// <summary>How many tokens it has.</summary>
    public int Count { get; set; }

    public int Last => First + Count - 1;

    /// <summary>The comment at its end, or the comment it is.</summary>
    public string? Comment { get; set; }

    /// <summary>Whether an empty line stands before it.</summary>
    public bool AfterBlank { get; init; }

    /// <summary>The spaces before its first character.</summary>
    public int Indent { get; set; }

    /// <summary>The width without a comment at its end.</summary>
    public int Width { get; set; }

    /// <summary>The spaces before the comment at its end.</summary>
    public int CommentGap { get; set; } = 2;

    public bool IsComment => Count == 0;

    /// <summary>Cuts a file into lines.</summary>
    public static List<FormatLine> Split(TokenList list)
    {
        var lines = new List<FormatLine>();
        FormatLine? current = null;
        var newLines = 0;
        for (var i = 0; i < list.Tokens.Length; i++)
        {
            for (var t = list.Tokens[i].TriviaStart; t < list.TriviaEnd(i); t++)
            {
                var trivia = list.Trivia[t];
                if (trivia.Kind == TriviaKind.NewLine)
                {
                    current = null;
                    newLines++;
                }
                else if (trivia.IsComment)
                {
                    var text = list.Source.Content.Substring(trivia.Start, trivia.Length).TrimEnd();
                    if (current is not null)
                    {
                        current.Comment = text;
                    }
                    else
                    {
                        lines.Add(new FormatLine { First = i, Comment = text, AfterBlank = newLines > 1 && lines.Count > 0 && !EndsOpen(lines[lines.Count - 1], list.Tokens) });
                    }

                    newLines = 0;
                }
            }

            if (list.Tokens[i].Kind == TokenKind.End)
            {
                break;
            }

            if (current is null)
            {
                // An empty line at the edge of a bracket separates nothing.
                var atEdge = lines.Count == 0 || list.Tokens[i].Kind.IsClosing() || EndsOpen(lines[lines.Count - 1], list.Tokens);
                current = new FormatLine { First = i, AfterBlank = newLines > 1 && !atEdge };
                lines.Add(current);
            }

            current.Count++;
            newLines = 0;
        }

        return lines;
    }

    private static bool EndsOpen(FormatLine line, Token[] tokens) => !line.IsComment && tokens[line.Last].Kind.IsOpening();
}
