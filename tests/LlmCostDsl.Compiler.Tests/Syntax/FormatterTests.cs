using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Syntax.Formatting;
using LlmCostDsl.Compiler.Tests.Shared;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Syntax;

public class FormatterTests
{
    [Fact]
    public void Every_spec_means_the_same_afterwards_and_is_not_changed_twice()
    {
        foreach (var source in SpecFiles.All)
        {
            AssertFaithful(source);
        }
    }

    [Fact]
    public void A_spec_without_its_spaces_is_given_them()
    {
        foreach (var source in SpecFiles.All.Where(s => SpecParser.Parse(s).Diagnostics.Count == 0))
        {
            var flat = string.Join('\n', source.Content.Split('\n').Select(l => l.TrimStart(' ')));

            Assert.Equal(Format(source.Content), Format(flat));
        }
    }

    [Fact]
    public void What_cannot_be_read_is_not_touched()
    {
        var formatted = SpecFormatter.Format(new SourceText("test.llmspec", "timing t { a = }"));

        Assert.Null(formatted.Text);
        Assert.NotEmpty(formatted.Diagnostics);
    }

    [Theory]
    [InlineData("timing t{a=1\nbcd  =-2*( 3+x )}", "timing t { a = 1\n           bcd = -2 * (3 + x) }\n")]
    [InlineData("timing t {\na=1\n\n\n\nbcd=2\n\n}", "timing t {\n    a = 1\n\n    bcd = 2\n}\n")]
    [InlineData("timing t {\n\n  // first\n a = 1 // one\n bcd = 22 // two\n // last\n}\n// end", "timing t {\n    // first\n    a   = 1   // one\n    bcd = 22  // two\n    // last\n}\n// end\n")]
    [InlineData("timing t {\n long = a\n+ b\n- c\nd = 1 }", "timing t {\n    long = a\n         + b\n         - c\n    d    = 1 }\n")]
    [InlineData("timing t {\n a =\n b }", "timing t {\n    a =\n        b }\n")]
    [InlineData("timing t {\n a = f(x,\n y)\n c = f(\n x, // why\n y\n ) }", "timing t {\n    a = f(x,\n          y)\n    c = f(\n        x,  // why\n        y\n    ) }\n")]
    [InlineData("operator f(x:tensor)@a@b{result[x .. ,1] of 4bit}", "operator f(x: tensor) @a @b { result [x.., 1] of 4 bit }\n")]
    [InlineData("operator f(x: tensor) {\n cache a: [1]\n result [x..]\n flops *= 2\n b = 1 }", "operator f(x: tensor) {\n    cache  a: [1]\n    result [x..]\n    flops *= 2\n    b      = 1 }\n")]
    [InlineData("hardware A:B{a=1 GB / s b=80%\nccc=3 d=4}", "hardware A : B { a = 1 GB / s  b = 80%\n                 ccc = 3  d = 4 }\n")]
    [InlineData("model M:N(a:{1,2},b:-x)", "model M : N(a: {1, 2}, b: -x)\n")]
    [InlineData("attribute hardware . a : bytes / seconds=1 GB/s", "attribute hardware.a: bytes/seconds = 1 GB/s\n")]
    [InlineData("analysis A{\nmodel M\non A\ninput a:count in 1 .. 4=1\ninput bcd:ratio=80%}", "analysis A {\n    model M\n    on    A\n    input a:   count in 1..4 = 1\n    input bcd: ratio = 80% }\n")]
    [InlineData("timing t { a = x in{1,2} b = y [ 3 ] . c c = -(-x) d = not(a) }", "timing t { a = x in {1, 2}  b = y[3].c  c = -(-x)  d = not (a) }\n")]
    [InlineData("architecture A()steps p{\nif a{x=f(y)@b}else{x=y}\nlong=f(x)@c\ny=f(long,long)@d}", "architecture A() steps p {\n    if a { x = f(y) @b } else { x = y }\n    long = f(x)          @c\n    y    = f(long, long) @d }\n")]
    [InlineData("architecture A()steps p,q with(a:bool=true){x=f(y)}", "architecture A() steps p, q with (a: bool = true) { x = f(y) }\n")]
    [InlineData("architecture A() steps p {\nif a {\nx = f(y)\n}\nelse if b {\nx = y\n} else {\n}\n}", "architecture A() steps p {\n    if a {\n        x = f(y)\n    }\n    else if b {\n        x = y\n    } else {\n    }\n}\n")]
    [InlineData("", "")]
    [InlineData("\n\n// only\n", "// only\n")]
    public void Layout(string text, string expected)
    {
        Assert.Equal(expected, Format(text));
        AssertFaithful(new SourceText("test.llmspec", text));
    }

    internal static void AssertFaithful(SourceText source)
    {
        var formatted = SpecFormatter.Format(source);
        Assert.True(formatted.Text is not null, $"{source.Path}: {DiagnosticRenderer.Render(formatted.Diagnostics)}");
        var again = new SourceText(source.Path, formatted.Text!);

        Assert.Equal(formatted.Text, SpecFormatter.Format(again).Text);
        Assert.Equal(SyntaxPrinter.Tree(SpecParser.Parse(source).Tree), SyntaxPrinter.Tree(SpecParser.Parse(again).Tree));
        Assert.Equal(Comments(source), Comments(again));
    }

    private static string Format(string text) => SpecFormatter.Format(new SourceText("test.llmspec", text)).Text!;

    private static List<string> Comments(SourceText source)
    {
        var list = Compiler.Syntax.Lexing.Lexer.Lex(source, new SyntaxReports(source));
        return [.. list.Trivia.Where(t => t.IsComment).Select(t => source.Content.Substring(t.Start, t.Length).TrimEnd())];
    }
}
