using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Tests.Shared;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Syntax;

/// <summary>No text is too long, too deep or too strange to be answered with a clear diagnostic.</summary>
public class LimitTests
{
    private const int Huge = 20_000;

    public static TheoryData<string, string> TooDeep => new()
    {
        { "(", Value(Repeat("(", Huge) + "1" + Repeat(")", Huge)) },
        { "( without end", Value(Repeat("(", Huge)) },
        { "-", Value(Repeat("-", Huge) + "1") },
        { "not", Value(Repeat("not ", Huge) + "true") },
        { "^", Value(Repeat("2 ^ ", Huge) + "1") },
        { "else if expression", Value(Repeat("if a then b else ", Huge) + "1") },
        { "if in if", Value(Repeat("if ", Huge) + "1") },
        { "else if statement", $"operator f() {{ {Repeat("if a { flops = 1 } else ", Huge)}{{ flops = 2 }} }}" },
        { "if in if statement", $"operator f() {{ {Repeat("if a { ", Huge)}{Repeat("} ", Huge)} }}" },
        { "repeat", $"architecture A() steps p {{ {Repeat("repeat 2 { ", Huge)}{Repeat("} ", Huge)} }}" },
        { "calls", Value(Repeat("f(", Huge) + "1" + Repeat(")", Huge)) },
        { "indices", Value(Repeat("f[", Huge) + "1" + Repeat("].a", Huge)) },
        { "{", Repeat("{", Huge) },
        { "mixed brackets", Repeat("([{", Huge) },
    };

    [Theory]
    [MemberData(nameof(TooDeep))]
    public void Deep_nesting_is_one_diagnostic(string what, string text)
    {
        Assert.NotEmpty(what);
        Assert.Equal("LLM0006", Assert.Single(Parse(text).Diagnostics).Id);
    }

    public static TheoryData<string, string> JustDeepEnough => new()
    {
        { "(", Value(Repeat("(", 250) + "1" + Repeat(")", 250)) },
        { "-", Value(Repeat("-", 250) + "1") },
        { "not", Value(Repeat("not ", 250) + "true") },
        { "^", Value(Repeat("2 ^ ", 250) + "1") },
        { "- ^", Value(Repeat("-2 ^ ", 120) + "1") },
        { "else if expression", Value(Repeat("if a then b else ", 250) + "1") },
        { "if then if", Value(Repeat("if a then ", 250) + "b" + Repeat(" else c", 250)) },
        { "if (", Value(Repeat("if a then (", 125) + "b" + Repeat(") else c", 125)) },
        { "else if statement", $"operator f() {{ {Repeat("if a { flops = 1 } else ", 250)}{{ flops = 2 }} }}" },
        { "if in if statement", $"operator f() {{ {Repeat("if a { ", 125)}{Repeat("} ", 125)} }}" },
        { "repeat", $"architecture A() steps p {{ {Repeat("repeat 2 { ", 250)}{Repeat("} ", 250)} }}" },
        { "calls", Value(Repeat("f(", 250) + "1" + Repeat(")", 250)) },
        { "named calls", Value(Repeat("f(a: ", 250) + "1" + Repeat(")", 250)) },
        { "sums", Value(Repeat("sum(i in 1..2, ", 250) + "1" + Repeat(")", 250)) },
        { "indices", Value(Repeat("f[", 250) + "1" + Repeat("].a", 250)) },
        { "sums in parentheses", Value(Repeat("1 + 2 * (a - ", 250) + "1" + Repeat(")", 250)) },
    };

    /// <summary>What is within the limit needs no more than half a megabyte of stack: the least a thread has anywhere.</summary>
    [Theory]
    [MemberData(nameof(JustDeepEnough))]
    public void The_deepest_nesting_fits_a_small_stack(string what, string text)
    {
        Assert.NotEmpty(what);
        ParsedFile? parsed = null;
        var thread = new Thread(() => parsed = Parsing.Parse(text), 512 * 1024);
        thread.Start();
        thread.Join();

        Assert.Empty(parsed!.Diagnostics.Select(d => d.Message));
    }

    /// <summary>Many small things one after the other are no nesting.</summary>
    [Theory]
    [InlineData("a = -1 + -2 * 3 ^ 2\n")]
    [InlineData("expect if a then b else c\n")]
    [InlineData("require not a else \"text\"\n")]
    [InlineData("let a = if b then -c else d ^ -2\n")]
    public void Length_is_not_depth(string statement) =>
        Assert.Empty(Parsing.Parse($"analysis A {{\n{Repeat(statement, 2000)}}}").Diagnostics.Select(d => d.Message));

    [Fact]
    public void Many_if_statements_are_not_deep() =>
        Assert.Empty(Parsing.Parse($"operator f() {{ {Repeat("if a { flops = 1 } else if b { flops = 2 }\n", 2000)} }}").Diagnostics);

    [Fact]
    public void Many_terms_with_powers_are_not_deep() =>
        Assert.Empty(Parsing.Parse(Value(Repeat("a ^ 2 + not_b ^ -2 * -", 2000) + "1")).Diagnostics);

    [Fact]
    public void An_expression_has_ten_thousand_terms_at_most()
    {
        Assert.Empty(Parsing.Parse(Value(Repeat("a + ", 9_000) + "1")).Diagnostics);
        Assert.Equal("LLM0007", Assert.Single(Parse(Value(Repeat("a + ", 50_000) + "1")).Diagnostics).Id);
        Assert.Equal("LLM0007", Assert.Single(Parse(Value($"f({Repeat("a, ", 50_000)}1)")).Diagnostics).Id);
    }

    [Fact]
    public void A_long_file_is_not_a_long_expression() => Assert.Empty(Parse($"timing t {{\n{Repeat("a = b + c\n", 50_000)}}}").Diagnostics);

    [Fact]
    public void A_file_of_fifty_megabytes_is_refused_unread()
    {
        var source = new SourceText("big.llmspec", new string('(', 50_000_000));

        Assert.Equal("LLM0001", Assert.Single(SpecParser.Parse(source).Diagnostics).Id);
    }

    [Fact]
    public void A_binary_file_is_one_diagnostic() => Assert.Equal("LLM0002", Assert.Single(Parsing.Parse("MZ\0\u0001\u0002þÿ").Diagnostics).Id);

    [Theory]
    [InlineData("\u0001\n")]
    [InlineData(")")]
    [InlineData("* ")]
    [InlineData("a\n")]
    [InlineData("operator f( \n")]
    [InlineData("{ ( }")]
    [InlineData("\"\n")]
    [InlineData("timing t { a = }\n")]
    [InlineData("timing t {\n")]
    public void A_file_full_of_mistakes_shows_the_first_hundred(string mistake)
    {
        var diagnostics = Parse(new string(' ', 1) + Repeat(mistake, 50_000)).Diagnostics;

        Assert.InRange(diagnostics.Count, 1, 101);
    }

    private static string Value(string expression) => $"timing t {{ x = {expression} }}";

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static ParsedFile Parse(string text) => SpecParser.Parse(new SourceText("test.llmspec", text));
}
