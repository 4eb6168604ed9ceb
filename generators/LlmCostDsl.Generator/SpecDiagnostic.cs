using LlmCostDsl.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Diagnostic = Microsoft.CodeAnalysis.Diagnostic;

namespace LlmCostDsl.Generator;

/// <summary>A diagnostic as plain values: it may be cached, nothing of the compilation hangs on it.</summary>
/// <param name="Path">Empty for what is about the project, not about a spec.</param>
internal sealed record SpecDiagnostic(
    string Id, Severity Severity, string Title, string Message, string Path, int Start, int Length, int FirstLine, int FirstColumn, int LastLine, int LastColumn)
{
    public static SpecDiagnostic From(LlmCostDsl.Compiler.Diagnostics.Diagnostic diagnostic)
    {
        var (at, message) = (diagnostic.At, diagnostic.Remedy is { } remedy ? diagnostic.Message + " " + remedy : diagnostic.Message);
        var (first, last) = (at.Start, at.End);
        return new SpecDiagnostic(
            diagnostic.Id, diagnostic.Severity, diagnostic.Kind.Title, message, at.Source.Path, at.Span.Start, at.Span.Length, first.Line, first.Column, last.Line, last.Column);
    }

    public Diagnostic ToDiagnostic()
    {
        var severity = Severity switch
        {
            Severity.Error => DiagnosticSeverity.Error,
            Severity.Warning => DiagnosticSeverity.Warning,
            _ => DiagnosticSeverity.Info,
        };
        // Errors cannot be silenced: a spec with an error has no evaluator, and the project would be built upon a stub.
#pragma warning disable RS2008 // The ids are the compiler's own; docs/diagnostics tracks them.
        var descriptor = new DiagnosticDescriptor(
            Id, Title, "{0}", "LlmSpec", severity, isEnabledByDefault: true, description: $"docs/diagnostics/{Id}.md says why, and shows a spec that fails and the same spec mended.",
            customTags: severity == DiagnosticSeverity.Error ? [WellKnownDiagnosticTags.NotConfigurable] : []);
#pragma warning restore RS2008
        var location = Path.Length == 0
            ? Location.None
            : Location.Create(Path, new TextSpan(Start, Length), new LinePositionSpan(new(FirstLine, FirstColumn), new(LastLine, LastColumn)));
        return Diagnostic.Create(descriptor, location, Message);
    }
}
