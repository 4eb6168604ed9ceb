using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Diagnostics;

/// <summary>How much a diagnostic matters: only an error stops the build.</summary>
internal enum Severity
{
    Info,
    Warning,
    Error,
}

/// <summary>What every diagnostic of one kind has in common. Its page is docs/diagnostics/ID.md.</summary>
/// <param name="Id">LLM and four digits; the first says which phase speaks.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Title">A few words, without the names of the case at hand.</param>
internal sealed record DiagnosticKind(string Id, Severity Severity, string Title);

/// <summary>One thing said about a spec.</summary>
/// <param name="Kind">Identity and severity.</param>
/// <param name="At">The exact characters.</param>
/// <param name="Message">One sentence that states the fact in the reader's terms.</param>
/// <param name="Remedy">One sentence that says what to do, where there is something to do.</param>
/// <param name="Related">A second place that explains the first.</param>
/// <param name="RelatedMessage">What is to be seen there.</param>
internal sealed record Diagnostic(
    DiagnosticKind Kind,
    SourceSpan At,
    string Message,
    string? Remedy = null,
    SourceSpan? Related = null,
    string? RelatedMessage = null)
{
    public string Id => Kind.Id;

    public Severity Severity => Kind.Severity;
}

/// <summary>Collects what the phases have to say, each thing once.</summary>
internal sealed class DiagnosticBag
{
    private readonly List<Diagnostic> items = [];
    private readonly HashSet<(string Id, SourceText Source, TextSpan Span, string Message)> seen = [];

    public IReadOnlyList<Diagnostic> Items => items;

    public bool HasErrors { get; private set; }

    public void Add(Diagnostic diagnostic)
    {
        if (seen.Add((diagnostic.Id, diagnostic.At.Source, diagnostic.At.Span, diagnostic.Message)))
        {
            items.Add(diagnostic);
            HasErrors |= diagnostic.Severity == Severity.Error;
        }
    }

    public void AddRange(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            Add(diagnostic);
        }
    }
}

/// <summary>Leaves the work at hand with one diagnostic: for evaluation, which cannot go on without the value.</summary>
internal sealed class SpecException(Diagnostic diagnostic) : Exception(diagnostic.Message)
{
    public Diagnostic Diagnostic { get; } = diagnostic;
}
