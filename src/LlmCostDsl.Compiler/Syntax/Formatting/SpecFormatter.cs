using System.Text;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Syntax.Lexing;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Syntax.Formatting;

/// <summary>A formatted text, or, if the file cannot be read, why not.</summary>
internal sealed record FormattedFile(string? Text, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>
/// Writes a spec the one way specs are written. Line breaks are the author's, every space is the formatter's: the result depends on tokens, comments and
/// line breaks alone, so formatting it again changes nothing.
/// </summary>
internal static class SpecFormatter
{
    public static FormattedFile Format(SourceText source)
    {
        var parsed = SpecParser.Parse(source);
        if (parsed.HasErrors)
        {
            return new FormattedFile(null, parsed.Diagnostics);
        }

        var list = Lexer.Lex(source, new SyntaxReports(source));
        TokenContext.TryComplete(source, list.Tokens, new SyntaxReports(source));
        return new FormattedFile(Write(list, parsed.Tree), parsed.Diagnostics);
    }

    private static string Write(TokenList list, FileSyntax tree)
    {
        var facts = new TreeFacts(tree, list.Source.Content);
        var lines = FormatLine.Split(list);
        var columns = new Columns(list.Tokens, new Spacing(facts, list.Tokens));
        var layout = new Layout(list.Tokens, facts, columns);
        HeadAlignment.Align(lines, list.Tokens, facts, columns);
        layout.Indent(lines);
        TailAlignment.AlignTags(lines, list.Tokens, facts, columns);
        TailAlignment.AlignComments(lines);
        return Print(lines, list.Tokens, columns);
    }

    private static string Print(List<FormatLine> lines, Token[] tokens, Columns columns)
    {
        var result = new StringBuilder();
        foreach (var line in lines)
        {
            if (line.AfterBlank)
            {
                result.Append('\n');
            }

            result.Append(' ', line.Indent);
            for (var i = line.First; i < line.First + line.Count; i++)
            {
                result.Append(' ', i == line.First ? 0 : columns.GapBefore(i)).Append(Columns.Written(tokens[i]));
            }

            if (line.Comment is { } comment)
            {
                result.Append(' ', line.IsComment ? 0 : line.CommentGap).Append(comment);
            }

            result.Append('\n');
        }

        return result.ToString();
    }
}
