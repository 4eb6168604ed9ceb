namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>One choice of transforms.</summary>
/// <param name="Transforms">Each as in a spec, in order.</param>
internal sealed record ApplyChoice(IReadOnlyList<string> Transforms)
{
    /// <summary>The alternative that applies nothing.</summary>
    public const string Nothing = "none";

    /// <summary>As it can be typed again.</summary>
    public string Name { get; } = Transforms.Count == 0 ? Nothing : string.Join('+', Transforms);
}

/// <summary>
/// Reads transforms to choose among: <c>none,a,b(width: 4 bit)+c</c> are three alternatives, the last applies two. Of several such texts every combination is
/// one choice.
/// </summary>
internal static class ApplyText
{
    /// <returns>Different choices, those of the last text changing fastest; one that applies nothing where there is no text.</returns>
    public static (IReadOnlyList<ApplyChoice> Choices, AxisError? Error) Parse(IEnumerable<string> texts)
    {
        IReadOnlyList<ApplyChoice> choices = [new([])];
        foreach (var text in texts)
        {
            var alternatives = new List<IReadOnlyList<string>>();
            foreach (var part in TextPart.Of(text).Split(','))
            {
                IReadOnlyList<TextPart> transforms = part.Text == ApplyChoice.Nothing ? [] : part.Split('+');
                if (transforms.Any(t => t.Text.Length == 0))
                {
                    return ([], transforms.First(t => t.Text.Length == 0).Wrong($"a transform is missing here; '{ApplyChoice.Nothing}' applies nothing"));
                }

                alternatives.Add([.. transforms.Select(t => t.Text)]);
            }

            choices = [.. choices.SelectMany(c => alternatives.Select(a => new ApplyChoice([.. c.Transforms, .. a])))];
        }

        return ([.. choices.DistinctBy(c => c.Name)], null);
    }
}
