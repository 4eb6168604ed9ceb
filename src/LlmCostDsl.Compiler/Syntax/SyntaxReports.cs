using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Syntax;

/// <summary>What is wrong with the text of one file: a bounded number of diagnostics, however broken the file is.</summary>
internal sealed class SyntaxReports(SourceText source)
{
    private const int Shown = 100;

    // More are kept than shown, since they do not arrive in the order of the text.
    private const int Kept = 10 * Shown;

    private readonly DiagnosticBag bag = new();
    private readonly HashSet<TextSpan> places = [];

    public bool IsFull => bag.Items.Count >= Kept;

    public void Add(Diagnostic diagnostic)
    {
        if (!IsFull)
        {
            bag.Add(diagnostic);
            places.Add(diagnostic.At.Span);
        }
    }

    /// <summary>Whether something has been said of just these characters.</summary>
    public bool Mention(TextSpan span) => places.Contains(span);

    /// <summary>The first of them, in the order of the text.</summary>
    public IReadOnlyList<Diagnostic> InOrder()
    {
        var ordered = bag.Items.OrderBy(static d => d.At.Span.Start).ThenBy(static d => d.Id, StringComparer.Ordinal).ToList();
        if (ordered.Count <= Shown)
        {
            return ordered;
        }

        var last = ordered[Shown].At.Span;
        ordered.RemoveRange(Shown, ordered.Count - Shown);
        ordered.Add(new SourceSpan(source, last).TooManyErrors(Shown));
        return ordered;
    }
}
