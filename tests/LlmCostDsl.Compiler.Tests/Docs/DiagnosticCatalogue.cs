using System.Reflection;
using System.Text;
using LlmCostDsl.Compiler.Diagnostics;

namespace LlmCostDsl.Compiler.Tests.Docs;

/// <summary>Every kind of diagnostic the compiler has, found where they are declared.</summary>
internal static class DiagnosticCatalogue
{
    /// <summary>What each class may number: the first digit says which phase speaks.</summary>
    public static IReadOnlyDictionary<Type, string> Ranges { get; } = new Dictionary<Type, string>
    {
        [typeof(SyntaxDiagnostics)] = "0",
        [typeof(NameDiagnostics)] = "1",
        [typeof(ArgumentDiagnostics)] = "1",
        [typeof(TypeDiagnostics)] = "2",
        [typeof(GraphDiagnostics)] = "23",
        [typeof(TransformBindingDiagnostics)] = "4",
        [typeof(TransformDiagnostics)] = "4",
        [typeof(ScheduleBindingDiagnostics)] = "5",
        [typeof(LimitDiagnostics)] = "69",
        [typeof(GeneratedCodeDiagnostics)] = "7",
        [typeof(ConfigDiagnostics)] = "8",
    };

    public static IReadOnlyList<(Type Owner, DiagnosticKind Kind)> All { get; } =
    [
        .. typeof(DiagnosticKind).Assembly.GetTypes()
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Where(f => f.FieldType == typeof(DiagnosticKind)).Select(f => (t, (DiagnosticKind)f.GetValue(null)!)))
            .OrderBy(k => k.Item2.Id, StringComparer.Ordinal),
    ];

    public static DiagnosticKind Find(string id) => All.Single(k => k.Kind.Id == id).Kind;

    /// <summary>As pages write it.</summary>
    public static string Name(Severity severity) => severity == Severity.Info ? "Information" : severity.ToString();

    /// <summary>The table of all, as docs/diagnostics/README.md has it.</summary>
    public static string Table()
    {
        var text = new StringBuilder("""
            # Diagnostics

            What the compiler says, by id. The first digit is the phase: 0 text and grammar, 1 names and modules, 2 types and dimensions, 3 graphs, 4 transforms,
            5 schedules and timings, 6 expectations and limits, 7 code made of specs, 8 configs, 9 the compiler's own fault. Errors stop the build; warnings and information can be silenced by
            a comment, `// llmspec:disable LLM4502 because …`, before the statement.

            | id | severity | title |
            | --- | --- | --- |

            """.Replace("\r\n", "\n", StringComparison.Ordinal));
        foreach (var (_, kind) in All)
        {
            text.Append($"| [{kind.Id}]({kind.Id}.md) | {Name(kind.Severity)} | {kind.Title} |\n");
        }

        return text.ToString();
    }
}
