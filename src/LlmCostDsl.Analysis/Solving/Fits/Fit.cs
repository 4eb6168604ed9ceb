namespace LlmCostDsl.Analysis.Solving.Fits;

/// <summary>Whether an output fits into a figure of the device.</summary>
/// <param name="Output">The output, <c>memory.total</c>.</param>
/// <param name="Attribute">The figure, <c>capacity</c>.</param>
/// <param name="Size">What is needed.</param>
/// <param name="Room">What there is.</param>
/// <param name="Parts">What it is made of, where the outputs beside it are seen to make it up.</param>
/// <param name="Limits">The largest values of inputs that fit, the others as they are.</param>
internal sealed record Fit(
    string Output, string Attribute, double Size, double Room, Compiler.Algebra.Dimension Dimension, IReadOnlyList<FitPart> Parts, IReadOnlyList<FitLimit> Limits)
{
    public bool Holds => Size <= Room;
}

/// <summary>One of the outputs that make up another.</summary>
internal sealed record FitPart(string Name, double Size);

/// <summary>How far an input can go.</summary>
/// <param name="Largest">The largest value that fits; null where none does.</param>
internal sealed record FitLimit(SolveVariable Variable, double? Largest)
{
    /// <summary>Whether the range ends before the room does.</summary>
    public bool IsEndOfRange => Largest == Variable.High;
}
