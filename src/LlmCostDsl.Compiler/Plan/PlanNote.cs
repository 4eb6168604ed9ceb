namespace LlmCostDsl.Compiler.Plan;

/// <summary>What a node is in the making of something larger: nothing that changes its value, but what people should read of it.</summary>
/// <param name="Node">The node.</param>
/// <param name="Name">What to call it, in lower case; null where it needs no name.</param>
/// <param name="Remark">A sentence about it, or null.</param>
/// <param name="Formula">What a formula that reads it shows in its place, or null for its own.</param>
internal sealed record PlanNote(int Node, string? Name, string? Remark, string? Formula);
