namespace LlmCostDsl.Analysis.Comparisons;

/// <summary>Paths of operators, taken apart.</summary>
internal static class OperatorPaths
{
    /// <summary>All but the last word: <c>layer</c> of <c>layer.q</c>.</summary>
    public static string GroupOf(string path) => path.LastIndexOf('.') is var dot && dot > 0 ? path[..dot] : string.Empty;

    /// <summary>The last word.</summary>
    public static string NameOf(string path) => path[(path.LastIndexOf('.') + 1)..];
}
