using LlmCostDsl.Analysis.Questions;

namespace LlmCostDsl.Analysis.Comparisons;

/// <summary>One model under some transforms, answered or not.</summary>
/// <param name="Name">Short, and different from the others'.</param>
/// <param name="Apply">The transforms as written.</param>
internal sealed record Variant(string Name, IReadOnlyList<string> Apply, Outcome Outcome)
{
    /// <summary>Every figure; none where there is no answer.</summary>
    public IReadOnlyList<Measure> Measures { get; } = Outcome.Answer is { } answer ? Measure.Of(answer) : [];

    public bool IsAnswered => Outcome.Answer is not null;

    public Measure? Find(Measure like) => Measures.FirstOrDefault(m => m.Group == like.Group && m.IsStep == like.IsStep && m.Name == like.Name);
}

/// <summary>A model as it is, under each of some transforms, and under all of them.</summary>
/// <param name="Baseline">Always answered.</param>
/// <param name="Together">Null where there is but one transform.</param>
internal sealed record VariantComparison(Variant Baseline, IReadOnlyList<Variant> Alone, Variant? Together)
{
    public IEnumerable<Variant> All => Together is null ? [Baseline, .. Alone] : [Baseline, .. Alone, Together];

    public IEnumerable<Variant> Answered => All.Where(v => v.IsAnswered);

    /// <summary>The longest time among the outputs: what being faster is about. Null where no output is a time.</summary>
    public Measure? Time => Baseline.Measures.Where(m => m is { IsStep: false, IsTime: true, Value: > 0 }).MaxBy(m => m.Value);

    /// <summary>What all variants have measured, once each, in order: outputs first, then steps.</summary>
    public IReadOnlyList<Measure> Columns => [.. Answered.SelectMany(v => v.Measures).DistinctBy(m => (m.Group, m.IsStep, m.Name)).OrderBy(m => m.IsStep)];

    /// <summary>How many times as fast as the baseline; null where nothing can be said.</summary>
    public double? SpeedUp(Variant variant)
        => Time is { } time && variant.Find(time) is { Value: > 0 } other && double.IsFinite(other.Value) ? time.Value / other.Value : null;

    /// <summary>What the parts would come to if each bought all together what it bought alone; null where one has no answer.</summary>
    public double? ProductOfParts => Alone.Select(SpeedUp).Aggregate((double?)1, (product, s) => product * s);
}
