using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Syntax.Formatting;
using LlmCostDsl.Compiler.Tests.Shared;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Syntax;

/// <summary>How configs are read and written.</summary>
public sealed class ConfigTests
{
    [Theory]
    [InlineData("a = b else c / 2", "(Fill (Identifier a) (Name b) (Chain Divide (Name c) (Quantity 2)))")]
    [InlineData("a = if b then c else 0 else d", "(Fill (Identifier a) (If (Name b) (Name c) (Quantity 0)) (Name d))")]
    [InlineData("let a = {1, 2} else {}", "(Fill IsLet (Identifier a) (Set (Quantity 1) (Quantity 2)) (Set))")]
    [InlineData("title name else \"x\"", "(KeyTitle (Name name) (Text Value=\"x\"))")]
    [InlineData("ignore a, b.c, \"*_id\"", "(Ignore (KeyPattern a) (KeyPattern b.c) (KeyPattern *_id))")]
    [InlineData("assume a == 1 else \"x\"", "(Assume Otherwise=\"x\" (Binary Equal (Name a) (Quantity 1)))")]
    [InlineData("title = e", "(Fill (Identifier title) (Name e))")]
    public void A_statement(string text, string tree)
    {
        var config = Config($"config C {{ {text} }}");
        Assert.Equal(tree, SyntaxPrinter.Tree(Assert.Single(config.Body)));
    }

    [Fact]
    public void The_header_has_any_of_its_parts()
    {
        var config = Config("config C : a.B for D when model_type in {\"x\"} under \"text_config\" { }");
        Assert.Equal("a.B", config.Base!.Text);
        Assert.Equal("D", config.Architecture!.Text);
        Assert.IsType<InSetSyntax>(config.When);
        Assert.IsType<TextSyntax>(config.Under);
        Assert.Null(Config("config C { }").Architecture);
    }

    [Fact]
    public void It_is_written_in_one_way()
    {
        const string Formatted = """
            config C : B for D when a {
                hidden = x
                n      = y else 2
                let z = 3
                ignore a, "b*"
                apply t(w: 4 bit) when c to "d.*"
            }

            """;
        var text = Formatted.ReplaceLineEndings("\n");
        Assert.Equal(text, SpecFormatter.Format(new SourceText("x", text.Replace("  ", " ", StringComparison.Ordinal))).Text);
    }

    private static ConfigSyntax Config(string text)
    {
        var parsed = SpecParser.Parse(new SourceText("x", text));
        Assert.Empty(parsed.Diagnostics);
        return Assert.IsType<ConfigSyntax>(Assert.Single(parsed.Tree.Declarations));
    }
}
