using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler;

/// <content>Warnings that a comment silences.</content>
internal sealed partial class SpecCompiler
{
    // Everything but what a comment silences; with `complete`, comments that silence nothing are said.
    private EquatableArray<Diagnostic> Silence(IReadOnlyList<Diagnostic> diagnostics, bool complete = false)
    {
        var files = program.Modules.Where(m => m.IsProject).SelectMany(m => m.Files).ToList();
        var comments = files.ToDictionary(f => f.Source, f => f.Parsed.Suppressions, ByReference<SourceText>.Comparer);
        var used = new HashSet<Suppression>(ByReference<Suppression>.Comparer);
        var kept = new List<Diagnostic>();
        foreach (var diagnostic in diagnostics)
        {
            if (comments.TryGetValue(diagnostic.At.Source, out var suppressions) && suppressions.Covering(diagnostic) is { } comment)
            {
                used.Add(comment);
            }
            else
            {
                kept.Add(diagnostic);
            }
        }

        if (complete && !kept.Exists(d => d.Severity == Severity.Error))
        {
            kept.AddRange(files.SelectMany(f => f.Parsed.Suppressions.Items.Where(s => !used.Contains(s)).Select(s => new SourceSpan(f.Source, s.Comment).UnusedSuppression(s.Id))));
        }

        return kept.ToEquatable();
    }
}
