using System.Runtime.CompilerServices;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Shared;

/// <summary>The specs the tests work on: those of the repository, and the tests' own.</summary>
internal static class SpecFiles
{
    /// <summary>The repository's root, found from this file.</summary>
    public static string Root { get; } = FindRoot();

    public static string Tests { get; } = Path.Combine(Root, "tests", "LlmCostDsl.Compiler.Tests");

    /// <summary>Every spec of the catalogue and every input of a baseline, in a stable order.</summary>
    public static IReadOnlyList<SourceText> All { get; } =
    [
        .. new[] { Path.Combine(Root, "specs"), Path.Combine(Tests, "Baselines") }
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.llmspec", SearchOption.AllDirectories))
            .Where(file => !file.Contains(".verified.", StringComparison.Ordinal) && !file.Contains(".received.", StringComparison.Ordinal))
            .OrderBy(file => file, StringComparer.Ordinal)
            .Select(file => new SourceText(Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllText(file))),
    ];

    private static string FindRoot([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
