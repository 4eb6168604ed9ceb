using LlmCostDsl.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Diagnostic = Microsoft.CodeAnalysis.Diagnostic;

namespace LlmCostDsl.Generator;

/// <summary>A diagnostic as plain values: it may be cached, nothing of the compilation hangs on it.</summary>
internal sealed record SpecDiagnostic(
    string Id, Severity Severity, string Title, string Message, string Path, int Start, int Length, LinePosition First, LinePosition Last)
{
    public static SpecDiagnostic From(LlmCostDsl.Compiler.Diagnostics.Diagnostic diagnostic)
    {
        var (at, message) = (diagnostic.At, diagnostic.Remedy is { } remedy ? diagnostic.Message + " " + remedy : diagnostic.Message);
        return new SpecDiagnostic(
            diagnostic.Id,
            diagnostic.Severity,
            diagnostic.Kind.Title,
            message,
            at.Source.Path,
            at.Span.Start,
            at.Span.Length,
            new LinePosition(at.Start.Line, at.Start.Column),
            new LinePosition(at.End.Line, at.End.Column));
    }

    public Diagnostic ToDiagnostic()
    {
        var severity = Severity switch
        {
            Severity.Error => DiagnosticSeverity.Error,
            Severity.Warning => DiagnosticSeverity.Warning,
            _ => DiagnosticSeverity.Info,
        };
#pragma warning disable RS2008 // The ids are the compiler's own; docs/diagnostics tracks them.
        var descriptor = new DiagnosticDescriptor(Id, Title, "{0}", "LlmSpec", severity, isEnabledByDefault: true);
#pragma warning restore RS2008
        return Diagnostic.Create(descriptor, Location.Create(Path, new TextSpan(Start, Length), new LinePositionSpan(First, Last)), Message);
    }
}
