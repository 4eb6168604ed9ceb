using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Benchmarks;

/// <summary>The catalogue's texts, as they are written.</summary>
internal static class Catalogue
{
    private const string Root = "specs/";

    /// <summary>Each with its path below <c>specs</c>.</summary>
    public static IReadOnlyList<SourceText> Files { get; } =
    [
        .. typeof(Catalogue).Assembly.GetManifestResourceNames().Select(n => (Name: n, Path: n.Replace('\\', '/')))
            .Where(n => n.Path.StartsWith(Root, StringComparison.Ordinal)).OrderBy(n => n.Path, StringComparer.Ordinal)
            .Select(n => new SourceText(n.Path[Root.Length..], Read(n.Name))),
    ];

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(Catalogue).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
