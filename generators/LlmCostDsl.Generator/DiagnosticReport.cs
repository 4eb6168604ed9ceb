using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Generator;

/// <summary>Puts together what all units say: each thing once, in the order of the texts, without what comments silence.</summary>
internal static class DiagnosticReport
{
    public static EquatableArray<SpecDiagnostic> Of(IEnumerable<SpecDiagnostic> said, EquatableArray<SpecSurface> files)
    {
        var comments = files.SelectMany(f => f.Parsed.Suppressions.Items.Select(s => (File: f, Suppression: s))).ToList();
        var used = new HashSet<Suppression>(ByReference<Suppression>.Comparer);
        var kept = new List<SpecDiagnostic>();
        foreach (var diagnostic in said.Distinct())
        {
            var (_, comment) = comments.FirstOrDefault(c => c.File.Path == diagnostic.Path && c.Suppression.Covers(diagnostic.Id, diagnostic.Severity, new TextSpan(diagnostic.Start, diagnostic.Length)));
            if (comment is null)
            {
                kept.Add(diagnostic);
            }
            else
            {
                used.Add(comment);
            }
        }

        if (!kept.Exists(d => d.Severity == Severity.Error))
        {
            kept.AddRange(comments.Where(c => !used.Contains(c.Suppression)).Select(c => SpecDiagnostic.From(new SourceSpan(c.File.Source, c.Suppression.Comment).UnusedSuppression(c.Suppression.Id))));
        }

        return kept.OrderBy(d => d.Path, StringComparer.Ordinal).ThenBy(d => d.Start).ThenBy(d => d.Id, StringComparer.Ordinal).ThenBy(d => d.Message, StringComparer.Ordinal).ToEquatable();
    }
}
