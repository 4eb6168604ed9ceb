using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Graph;

/// <summary>A weight that several nodes use is stored once and read by each.</summary>
public class SharingTests
{
    // 8 × 8 elements of 2 bytes.
    private const int Bytes = 128;

    [Theory]
    [InlineData("a = mul(x, 8)  b = mul(a, 8) sharing a.w")]                                // backward
    [InlineData("a = mul(x, 8) sharing b.w  b = mul(a, 8)")]                                // forward
    [InlineData("weight t: [8, 8]  a = mul(x, 8) sharing t  b = mul(a, 8) sharing t")]      // of the architecture
    [InlineData("a = mul(x, 8)  b = mul(a, 8) sharing a.w when 1 < 2")]
    [InlineData("a = mul(x, 8)  c = mul(x, 8) sharing b.w  b = mul(a, 8) sharing a.w")]     // in a chain
    public void Counted_once_and_read_by_each(string body)
    {
        var asked = Question.Ask(Question.Of(body));
        Assert.Equal(Bytes, asked.Output("weights"));
        Assert.Equal(Bytes, asked.Cell("a", "weight_read"));
        Assert.Equal(Bytes, asked.Cell("b", "weight_read"));
    }

    [Fact]
    public void Sharing_that_is_off_shares_nothing()
        => Assert.Equal(2 * Bytes, Question.Ask(Question.Of("a = mul(x, 8)  b = mul(a, 8) sharing a.w when 1 > 2")).Output("weights"));

    [Fact]
    public void Iterations_that_share_one_weight_hold_it_once()
    {
        var asked = Question.Ask(Question.Of("weight t: [8, 8]  repeat 5 as layer carrying x { x = mul(x, 8) sharing t }"));
        Assert.Equal(Bytes, asked.Output("weights"));
        Assert.Equal(5 * Bytes, asked.Total("weight_read"));
    }

    [Fact]
    public void Within_an_iteration_each_iteration_shares_its_own()
        => Assert.Equal(5 * Bytes, Question.Ask(Question.Of("repeat 5 as layer carrying x { a = mul(x, 8)  x = mul(a, 8) sharing a.w }")).Output("weights"));

    [Fact]
    public void Another_form_with_as_many_elements_may_share()
        => Assert.Equal(4 * 16 * 2, Question.Ask(Question.Of("v = input [batch, 4]  a = mul(v, 16)  b = mul(x, 8) sharing a.w")).Output("weights"));

    [Fact]
    public void A_weight_of_another_size_is_refused()
        => Assert.Contains("LLM3011", Question.Try(Question.Of("a = mul(x, 8)  b = mul(x, 9) sharing a.w")).Ids);

    [Theory]
    [InlineData("a = mul(x, 8) sharing nobody.w")]
    [InlineData("a = mul(x, 8)  b = mul(x, 8) sharing a.v")]
    public void What_is_not_there_cannot_be_shared(string body)
        => Assert.Contains("LLM3010", Question.Try(Question.Of(body)).Ids);

    [Fact]
    public void A_rule_changes_a_shared_weight_once()
    {
        var asked = Question.Ask(Question.Of("a = mul(x, 8)  b = mul(a, 8) sharing a.w", "apply half", "transform half { every weight where weight is w { density *= 50% } }"));
        Assert.Equal(Bytes / 2.0, asked.Output("weights"));
        Assert.Equal(Bytes / 2.0, asked.Cell("b", "weight_read"));
    }

    [Fact]
    public void A_path_in_two_phases_is_one_weight()
    {
        // p is in both phases, only and also in one each: 128, 128 and 16 bytes. The phases group their iterations differently.
        var asked = Question.Ask(Question.Words + """
            architecture Two() steps first, second {
                x = input [batch, tokens, 8]
                repeat 4 as layer carrying x {
                    p = mul(x, 8)
                    if phase is first and layer == 1 { only = mul(p, 1) }
                    if phase is second { also = mul(p, 8) }
                    x = p
                }
            }
            model M : Two()
            schedule both(t: count = 4) {
                a = step(first, tokens: t, context: t)
                b = step(second, tokens: 1, context: t)
                let all = a + b
                weights = all.weights
                first = a.weights
                second = b.weights
            }
            analysis A { model M  schedule both  timing bytes  on Slow }
            """);
        Assert.Equal(4 * 128 + 16, asked.Output("first"));
        Assert.Equal(4 * 128 + 4 * 128, asked.Output("second"));
        Assert.Equal(4 * 128 + 16 + 4 * 128, asked.Output("weights"));
    }
}
