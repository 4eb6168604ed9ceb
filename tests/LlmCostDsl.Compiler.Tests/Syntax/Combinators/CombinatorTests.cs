using LlmCostDsl.Compiler.Syntax.Combinators;
using static LlmCostDsl.Compiler.Syntax.Combinators.Parser;

namespace LlmCostDsl.Compiler.Tests.Syntax.Combinators;

/// <summary>The semantics are Pidgin's; tokens are characters here.</summary>
public class CombinatorTests
{
    private static readonly Parser<char, char> Letter = Parser<char>.Token(char.IsAsciiLetter, "a letter");

    private static readonly Parser<char, char> Digit = Parser<char>.Token(char.IsAsciiDigit, "a digit");

    private static readonly Parser<char, string> Two = Map((a, b) => $"{a}{b}", Char('a'), Char('b'));

    [Fact]
    public void Then_gives_the_second_and_Before_the_first()
    {
        Assert.Equal(('b', 2), Parse(Char('a').Then(Char('b')), "ab"));
        Assert.Equal(('a', 2), Parse(Char('a').Before(Char('b')), "ab"));
        Assert.Equal(('b', 3), Parse(Char('b').Between(Char('('), Char(')')), "(b)"));
    }

    [Fact]
    public void Or_tries_the_second_when_nothing_was_consumed() => Assert.Equal(('b', 1), Parse(Char('a').Or(Char('b')), "b"));

    [Fact]
    public void Or_does_not_backtrack_over_consumed_input() => AssertFails(Two.Or(Map((a, c) => $"{a}{c}", Char('a'), Char('c'))), "ac", 1, "'b'");

    [Fact]
    public void Try_backtracks() => Assert.Equal(("ac", 2), Parse(Try(Two).Or(Map((a, c) => $"{a}{c}", Char('a'), Char('c'))), "ac"));

    [Fact]
    public void Many_stops_at_what_it_cannot_read_and_fails_inside_an_item()
    {
        Assert.Equal("aaa", string.Concat(Parse(Char('a').Many(), "aaab").Value));
        Assert.Empty(Parse(Char('a').Many(), "b").Value);
        AssertFails(Two.Many(), "ababac", 5, "'b'");
        AssertFails(Char('a').AtLeastOnce(), "b", 0, "'a'");
    }

    [Fact]
    public void Many_of_nothing_is_refused() => Assert.Throws<InvalidOperationException>(() => Parse(Parser<char>.Return(1).Many(), "a"));

    [Fact]
    public void Until_consumes_the_terminator()
    {
        var (items, position) = Parse(Letter.Until(Char('.')), "ab.c");
        Assert.Equal("ab", string.Concat(items));
        Assert.Equal(3, position);
        AssertFails(Letter.Until(Char('.')), "ab1", 2, "'.' or a letter");
    }

    [Fact]
    public void Separated_wants_an_item_after_each_separator()
    {
        Assert.Equal("abc", string.Concat(Parse(Letter.Separated(Char(',')), "a,b,c;").Value));
        Assert.Empty(Parse(Letter.Separated(Char(',')), ";").Value);
        AssertFails(Letter.Separated(Char(',')), "a,;", 2, "a letter");
        AssertFails(Letter.SeparatedAtLeastOnce(Char(',')), ";", 0, "a letter");
    }

    [Fact]
    public void Optional_is_nothing_only_where_nothing_was_consumed()
    {
        Assert.Equal((new Maybe<char>(true, 'a'), 1), Parse(Char('a').Optional(), "a"));
        Assert.Equal((default(Maybe<char>), 0), Parse(Char('a').Optional(), "b"));
        AssertFails(Two.Optional(), "ac", 1, "'b'");
        Assert.Null(Parse(Two.OrDefault(), "x").Value);
    }

    [Fact]
    public void Lookahead_consumes_nothing_when_it_succeeds()
    {
        Assert.Equal(("ab", 0), Parse(Lookahead(Two), "ab"));
        AssertFails(Lookahead(Two), "ac", 1, "'b'");
    }

    [Fact]
    public void Labelled_names_what_fails_at_its_first_token_only()
    {
        AssertFails(Two.Labelled("two letters"), "x", 0, "two letters");
        AssertFails(Two.Labelled("two letters"), "ac", 1, "'b'");
        AssertFails(OneOf(Letter, Digit).Labelled("a sign").Or(Char('-')), "+", 0, "a sign or '-'");
    }

    [Fact]
    public void Select_and_Return_make_values()
    {
        Assert.Equal((1, 1), Parse(Letter.ThenReturn(1), "a"));
        Assert.Equal(('A', 1), Parse(Letter.Select(char.ToUpperInvariant), "a"));
        Assert.Equal((7, 0), Parse(Parser<char>.Return(7), "a"));
    }

    [Fact]
    public void Rec_allows_recursion()
    {
        Parser<char, int>? nested = null;
        nested = Rec(() => nested!).Between(Char('('), Char(')')).Select(n => n + 1).Or(Char('x').ThenReturn(0));

        Assert.Equal((3, 7), Parse(nested, "(((x)))"));
    }

    [Fact]
    public void RecoverWith_keeps_the_error_and_goes_on_where_reading_stopped()
    {
        var state = new ParseState<char>([.. "ac"]);
        Assert.True(Two.RecoverWith(_ => Char('c').ThenReturn("?")).TryParse(state, out var value));

        Assert.Equal("?", value);
        Assert.Equal((0, 1, "'b'"), (state.Errors.Single().Start, state.Errors.Single().Position, state.Errors.Single().RenderExpected()));
    }

    [Fact]
    public void An_error_where_the_last_one_was_recovered_is_the_same_mistake()
    {
        var state = new ParseState<char>([.. "x"]);
        var tolerant = Char('a').RecoverWith(_ => Parser<char>.Return('?'));
        Assert.True(tolerant.Then(tolerant).TryParse(state, out _));

        Assert.Single(state.Errors);
    }

    [Theory]
    [InlineData("1+2+3", "(1+2+3)")]
    [InlineData("1+2*3", "(1+(2*3))")]
    [InlineData("1*2+3", "((1*2)+3)")]
    [InlineData("-1^2", "-(1^2)")]
    [InlineData("1^-2^3", "(1^-(2^3))")]
    [InlineData("1^2^3", "(1^(2^3))")]
    [InlineData("-1*2", "(-1*2)")]
    [InlineData("1<2+3!", "(1<(2+3!))")]
    public void Operators_bind_by_the_table(string text, string expected) => Assert.Equal((expected, text.Length), Parse(Expressions, text));

    [Theory]
    [InlineData("1<2<3", 3)]
    [InlineData("1!!", 2)]
    public void Operators_that_do_not_repeat_end_the_expression(string text, int position) => Assert.Equal(position, Parse(Expressions, text).Position);

    [Fact]
    public void A_missing_operand_is_named() => AssertFails(Expressions, "1+", 2, "a number");

    private static readonly Operator<char, string>.Prefix Minus = new(4, (_, e) => $"-{e}");

    private static readonly Operator<char, string>.Chain Plus = new(2, Join);

    private static readonly Operator<char, string>.Chain Times = new(3, Join);

    private static readonly Operator<char, string>.InfixR Power = new(5, 4, (a, op, b) => $"({a}{op}{b})");

    private static readonly Operator<char, string>.InfixN Less = new(1, (a, op, b) => $"({a}{op}{b})");

    private static readonly Operator<char, string>.Postfix Bang = new(5, Char('!').ThenReturn<Func<string, string>>(e => e + "!"));

    private static readonly Parser<char, string> Expressions = ExpressionParser.Build(
        Parser<char>.Token(char.IsAsciiDigit, "a number").Select(c => c.ToString()),
        state => state.Current == '-' ? Minus : null,
        state => state.Current switch { '+' => Plus, '*' => Times, '^' => Power, '<' => Less, '!' => Bang, _ => null },
        "a number");

    private static string Join(string first, IReadOnlyList<(char Operator, string Operand)> rest) =>
        $"({first}{string.Concat(rest.Select(r => r.Operator + r.Operand))})";

    private static Parser<char, char> Char(char c) => Parser<char>.Token(x => x == c, $"'{c}'");

    private static (T Value, int Position) Parse<T>(Parser<char, T> parser, string text)
    {
        var state = new ParseState<char>([.. text]);
        Assert.True(parser.TryParse(state, out var value));
        return (value, state.Position);
    }

    private static void AssertFails<T>(Parser<char, T> parser, string text, int position, string expected)
    {
        var state = new ParseState<char>([.. text]);
        Assert.False(parser.TryParse(state, out _));
        var error = state.CreateError(0);
        Assert.Equal((position, expected), (error.Position, error.RenderExpected()));
    }
}
