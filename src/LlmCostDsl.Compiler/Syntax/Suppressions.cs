using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Syntax.Lexing;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Syntax;

/// <summary>One id a comment silences.</summary>
/// <param name="Id">The diagnostic.</param>
/// <param name="Comment">The comment.</param>
/// <param name="Target">What it silences it in: the statement or declaration after the comment, or the comment's own line.</param>
internal sealed record Suppression(string Id, TextSpan Comment, TextSpan Target)
{
    /// <summary>Whether it silences this. Errors cannot be silenced.</summary>
    public bool Covers(string id, Severity severity, TextSpan span) => severity != Severity.Error && Id == id && Target.Start <= span.Start && span.End <= Target.End;
}

/// <summary>The comments <c>// llmspec:disable LLM4012 because …</c> of a file.</summary>
internal sealed class Suppressions(IReadOnlyList<Suppression> items)
{
    private const string Marker = "llmspec:disable";

    public static Suppressions None { get; } = new([]);

    public IReadOnlyList<Suppression> Items => items;

    /// <summary>The comment that silences a diagnostic; null if none does.</summary>
    public Suppression? Covering(Diagnostic diagnostic) => items.FirstOrDefault(s => s.Covers(diagnostic.Id, diagnostic.Severity, diagnostic.At.Span));

    /// <summary>Finds the comments and what each stands before.</summary>
    public static Suppressions Collect(TokenList list, FileSyntax tree, SyntaxReports reports)
    {
        List<Suppression>? found = null;
        Dictionary<int, TextSpan>? starts = null;
        for (var i = 0; i < list.Tokens.Length; i++)
        {
            for (var t = list.Tokens[i].TriviaStart; t < list.TriviaEnd(i); t++)
            {
                if (list.Trivia[t].Kind == TriviaKind.Comment && list.Source.Content.IndexOf(Marker, list.Trivia[t].Start, list.Trivia[t].Length, StringComparison.Ordinal) >= 0)
                {
                    var comment = list.Trivia[t].Span;
                    var target = TargetOf(list, i, t, starts ??= StartsOf(tree));
                    (found ??= []).AddRange(Read(new SourceSpan(list.Source, comment), reports).Select(id => new Suppression(id, comment, target)));
                }
            }
        }

        return found is null ? None : new Suppressions(found);
    }

    private static List<string> Read(SourceSpan comment, SyntaxReports reports)
    {
        var words = comment.Text.TrimStart('/').Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries);
        var ids = words.Length > 0 && words[0] == Marker
            ? words.Skip(1).TakeWhile(static w => w.StartsWith("LLM", StringComparison.Ordinal)).ToList()
            : [];
        if (ids.Count == 0)
        {
            reports.Add(comment.MalformedSuppression());
        }

        return ids;
    }

    private static TextSpan TargetOf(TokenList list, int token, int trivia, Dictionary<int, TextSpan> starts)
    {
        var alone = token == 0;
        for (var t = trivia - 1; t >= list.Tokens[token].TriviaStart && !alone; t--)
        {
            alone = list.Trivia[t].Kind == TriviaKind.NewLine;
        }

        if (alone)
        {
            var next = list.Tokens[token];
            return starts.TryGetValue(next.Start, out var span) ? span : next.Span;
        }

        // After a statement on its line: that line.
        var line = list.Source.PositionOf(list.Trivia[trivia].Start);
        return TextSpan.FromBounds(list.Trivia[trivia].Start - line.Column, list.Trivia[trivia].Start);
    }

    private static Dictionary<int, TextSpan> StartsOf(FileSyntax tree)
    {
        var starts = new Dictionary<int, TextSpan>();
        foreach (var node in tree.DescendantsAndSelf())
        {
            // Parents come first: the outermost one that begins there counts.
            if (node is StatementSyntax or DeclarationSyntax && !starts.ContainsKey(node.Span.Start))
            {
                starts.Add(node.Span.Start, node.Span);
            }
        }

        return starts;
    }
}
