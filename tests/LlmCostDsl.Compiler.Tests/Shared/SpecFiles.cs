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

    /// <summary>The names of the inputs in <c>Baselines</c>.</summary>
    public static IEnumerable<string> Baselines => Directory.EnumerateFiles(Path.Combine(Tests, "Baselines"), "*.llmspec")
        .Select(file => Path.GetFileNameWithoutExtension(file))
        .Where(name => !name.Contains('.', StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    /// <summary>One of them, under a path that is the same on every machine.</summary>
    public static SourceText Baseline(string name) =>
        new($"{name}.llmspec", File.ReadAllText(Path.Combine(Tests, "Baselines", $"{name}.llmspec")));

    private static string FindRoot([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
