using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Compiler.Lowering;

/// <summary>A loop while its folds are being found.</summary>
internal sealed record LoopDraft(int Low, int High, int Index, int Outer, int Depth, List<int> Folds, string Origin)
{
    /// <summary>The index its bodies are written in.</summary>
    public LeafExpr Leaf { get; init; } = null!;
}
