using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Graph;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Rewriting;

/// <summary>Finds definitions that take the place of another transform's without making use of them: one of the two then does nothing.</summary>
internal static class Overruling
{
    public static void Warn(IEnumerable<(BoundOverrideRule Rule, Scope Scope, AppliedTransform Transform)> rules, DiagnosticBag diagnostics)
    {
        var said = new Dictionary<(DefinitionsSymbol Target, string Path), (AppliedTransform Transform, SourceSpan At)>();
        foreach (var (rule, _, transform) in rules)
        {
            var definitions = rule.Definitions.OfType<BoundDefinition>().ToList();
            var bases = new HashSet<string>(definitions.SelectMany(d => BuildsOn.Bases(d.Value)));
            foreach (var definition in definitions)
            {
                var key = (rule.Target, definition.Path);
                if (said.TryGetValue(key, out var earlier) && !ReferenceEquals(earlier.Transform, transform) && !bases.Contains(definition.Path))
                {
                    diagnostics.Add(definition.PathAt.DefinitionOverruled(definition.Path, transform.Symbol.Name, earlier.Transform.Symbol.Name, earlier.At));
                }

                said[key] = (transform, definition.PathAt);
            }
        }
    }
}
