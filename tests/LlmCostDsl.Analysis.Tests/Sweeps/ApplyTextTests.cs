using LlmCostDsl.Analysis.Sweeps;

namespace LlmCostDsl.Analysis.Tests.Sweeps;

public sealed class ApplyTextTests
{
    [Fact]
    public void Without_text_nothing_is_applied() => Assert.Equal(["none"], Names());

    [Fact]
    public void Commas_part_alternatives_and_plus_joins_transforms()
    {
        Assert.Equal(["none", "a", "b(width: 4 bit)+c"], Names("none, a , b(width: 4 bit) + c"));
        Assert.Equal(["b(width: 4 bit)", "c"], ApplyText.Parse(["b(width: 4 bit)+c"]).Choices.Single().Transforms);
    }

    [Fact]
    public void Commas_and_plus_in_brackets_and_quotes_belong_to_the_transform()
        => Assert.Equal(["a(x: 1, y: {2, 3 + 4})", "b(t: \"1,2+(\")"], Names("a(x: 1, y: {2, 3 + 4}),b(t: \"1,2+(\")"));

    [Fact]
    public void Several_texts_are_combined_and_equal_choices_are_one()
    {
        Assert.Equal(["none", "b", "a", "a+b"], Names("none,a", "none,b"));
        Assert.Equal(["none", "a", "a+a"], Names("none,a", "none,a"));
    }

    [Fact]
    public void The_last_text_changes_fastest() => Assert.Equal(["a+x", "a", "b+x", "b"], Names("a,b", "x,none"));

    [Fact]
    public void A_missing_transform_is_said_at_its_characters()
    {
        Assert.Equal((2, 0), Place("a,"));
        Assert.Equal((2, 0), Place("a++b"));
        Assert.Equal((0, 0), Place(""));
    }

    private static IEnumerable<string> Names(params string[] texts) => ApplyText.Parse(texts).Choices.Select(c => c.Name);

    private static (int At, int Length) Place(string text) => ApplyText.Parse([text]).Error is var error ? (error!.At, error.Length) : default;
}
