using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Syntax.Lexing;
using LlmCostDsl.Compiler.Tests.Shared;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Syntax;

public class LexerTests
{
    [Theory]
    [InlineData("1..4", "Number:1 DotDot:.. Number:4")]
    [InlineData("1.5..4", "Number:1.5 DotDot:.. Number:4")]
    [InlineData("x..", "Name:x DotDot:..")]
    [InlineData("6_738_415_616", "Number:6_738_415_616")]
    [InlineData("1e-6 2E+3 3e4 5e", "Number:1e-6 Number:2E+3 Number:3e4 Number:5 Name:e")]
    [InlineData("80% 80 % 3", "PercentNumber:80 Number:80 Percent:% Number:3")]
    [InlineData("312 TFLOP/s", "Number:312 Unit:TFLOP Per:/ Unit:s")]
    [InlineData("4 GB / s", "Number:4 Unit:GB Slash:/ Name:s")]
    [InlineData("4 GB/ s", "Number:4 Unit:GB Slash:/ Name:s")]
    [InlineData("4GB", "Number:4 Unit:GB")]
    [InlineData("4 GBx", "Number:4 Name:GBx")]
    [InlineData("4\nGB", "Number:4 Name:GB")]
    [InlineData("x GB", "Name:x Name:GB")]
    [InlineData("16 bit = 4 bit", "Number:16 Unit:bit Assign:= Number:4 Unit:bit")]
    [InlineData("1 KiB 1 kiB 1 Kib 1 usd/hour 2 min", "Number:1 Unit:KiB Number:1 Name:kiB Number:1 Unit:Kib Number:1 Unit:usd Per:/ Unit:hour Number:2 Unit:min")]
    [InlineData("a<=b>=c==d!=e<f>g", "Name:a LessOrEqual:<= Name:b GreaterOrEqual:>= Name:c Equal:== Name:d NotEqual:!= Name:e Less:< Name:f Greater:> Name:g")]
    [InlineData("a*=b+=c-=d/=e", "Name:a MultiplyAssign:*= Name:b AddAssign:+= Name:c SubtractAssign:-= Name:d DivideAssign:/= Name:e")]
    [InlineData("if_ if and true", "Name:if_ If:if And:and True:true")]
    [InlineData("\"a \\\" b\"x", "Text:\"a \\\" b\" Name:x")]
    [InlineData("a // b\n/// c\nd", "Name:a Name:d")]
    public void Tokens(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', Lex(text).Tokens.SkipLast(1).Select(t => $"{t.Kind}:{t.Text}")));

    [Theory]
    [InlineData("/// a\n/// b\nx", "a\nb")]
    [InlineData("/// a\n\n/// b\nx", "b")]
    [InlineData("/// a\n// b\nx", "a")]
    [InlineData("// a\nx", null)]
    [InlineData("//// a\nx", null)]
    [InlineData("///a\r\n///\r\n///  c\r\nx", "a\n\n c")]
    public void Documentation(string text, string? expected) => Assert.Equal(expected, Lex(text).Tokens[0].Documentation);

    [Fact]
    public void Documentation_beside_a_token_is_a_comment() => Assert.Null(Lex("y /// a\nx").Tokens[1].Documentation);

    [Theory]
    [InlineData("'a'", "'")]
    [InlineData("a ! b", "!")]
    [InlineData("ä", "ä")]
    [InlineData("a; b", ";")]
    [InlineData("\"abc", "\"abc")]
    [InlineData("\"a\\tb\"", "\\t")]
    [InlineData("\"\\", "\"\\")]
    public void Mistakes(string text, string at)
    {
        var source = new SourceText("test.llmspec", text);
        var reports = new SyntaxReports(source);
        Lexer.Lex(source, reports);

        Assert.Equal(at, reports.InOrder()[0].At.Text);
    }

    [Fact]
    public void Every_character_is_in_one_token_or_one_piece_of_trivia()
    {
        foreach (var source in SpecFiles.All.Concat(Fuzzing.Texts(200)))
        {
            AssertCovers(source);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\uFEFFa\r\nb\rc\td \v\f e")]
    public void Odd_spaces_are_covered(string text) => AssertCovers(new SourceText("test.llmspec", text));

    private static void AssertCovers(SourceText source)
    {
        var list = Lexer.Lex(source, new SyntaxReports(source));
        var position = 0;
        for (var i = 0; i < list.Tokens.Length; i++)
        {
            for (var t = list.Tokens[i].TriviaStart; t < list.TriviaEnd(i); t++)
            {
                Assert.Equal(position, list.Trivia[t].Start);
                position += list.Trivia[t].Length;
            }

            Assert.Equal(position, list.Tokens[i].Start);
            position += list.Tokens[i].Length;
        }

        Assert.Equal(source.Content.Length, position);
        Assert.Equal(TokenKind.End, list.Tokens[^1].Kind);
    }

    private static TokenList Lex(string text)
    {
        var source = new SourceText("test.llmspec", text);
        return Lexer.Lex(source, new SyntaxReports(source));
    }
}
