using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Syntax;

public class SuppressionTests
{
    [Theory]
    [InlineData("// llmspec:disable LLM4012 because\ntransform t { set a = 1 }", "LLM4012", "transform t { set a = 1 }")]
    [InlineData("transform t {\n  // llmspec:disable LLM4012 because\n  set a = 1\n  set b = 1 }", "LLM4012", "set a = 1")]
    [InlineData("transform t {\n  set a = 1 // llmspec:disable LLM4012\n  set b = 1 }", "LLM4012", "  set a = 1 ")]
    [InlineData("transform t {\n  // llmspec:disable LLM4012, LLM4013 because\n  // more\n  set a = 1 }", "LLM4012,LLM4013", "set a = 1")]
    public void What_a_comment_silences(string text, string ids, string target)
    {
        var items = Parsing.Parse(text).Suppressions.Items;

        Assert.Equal(ids, string.Join(',', items.Select(s => s.Id)));
        Assert.All(items, s => Assert.Equal(target, text.Substring(s.Target.Start, s.Target.Length)));
    }

    [Fact]
    public void Other_comments_silence_nothing() => Assert.Empty(Parsing.Parse("// disable LLM4012\nchannel a: bytes").Suppressions.Items);
}
