using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Syntax.Lexing;

/// <summary>What a token is. Reserved words and punctuation have a kind each; all other keywords are names.</summary>
internal enum TokenKind : byte
{
    End,
    Bad,
    Name,
    Number,

    /// <summary>A number and the % that touches it.</summary>
    PercentNumber,

    /// <summary>A unit's word after a number.</summary>
    Unit,

    /// <summary>The slash inside a unit.</summary>
    Per,
    Text,

    And,
    Or,
    Not,
    If,
    Then,
    Else,
    In,
    Is,
    True,
    False,

    OpenParen,
    CloseParen,
    OpenBracket,
    CloseBracket,
    OpenBrace,
    CloseBrace,

    Comma,
    Colon,
    Dot,
    DotDot,
    At,
    Bar,

    Assign,
    AddAssign,
    SubtractAssign,
    MultiplyAssign,
    DivideAssign,

    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,

    Plus,
    Minus,
    Star,
    Slash,
    Percent,
    Caret,
}

/// <summary>What is known of a token from the tokens around it.</summary>
[Flags]
internal enum TokenFlags : byte
{
    None = 0,

    /// <summary>Nothing but space stands before it on its line.</summary>
    FirstOnLine = 1,

    /// <summary>A name that is given a value here: <c>name =</c>, <c>name *=</c>, <c>name(…) =</c>.</summary>
    Assigned = 2,

    /// <summary>A word that what follows makes a name even where a keyword could stand: assigned, or before <c>:</c> or a dot.</summary>
    Named = 4,

    /// <summary>Stands for a bracket that was forgotten; it has no characters.</summary>
    Inserted = 8,
}

/// <summary>The smallest piece of a spec that means something.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">The offset of its first character.</param>
/// <param name="Length">How many characters it has.</param>
/// <param name="Text">Its characters, for names, numbers, units and punctuation.</param>
/// <param name="TriviaStart">The index of the first piece of trivia before it.</param>
/// <param name="Flags">What its surroundings say.</param>
/// <param name="Depth">How many brackets are open around it; a bracket itself counts as outside.</param>
/// <param name="Documentation">The text of the <c>///</c> lines directly before it.</param>
internal readonly record struct Token(
    TokenKind Kind, int Start, int Length, string Text, int TriviaStart, TokenFlags Flags = default, short Depth = 0, string? Documentation = null)
{
    public TextSpan Span => new(Start, Length);

    public int End => Start + Length;

    public bool IsFirstOnLine => (Flags & TokenFlags.FirstOnLine) != 0;

    public bool IsAssigned => (Flags & TokenFlags.Assigned) != 0;

    public bool IsNamed => (Flags & TokenFlags.Named) != 0;

    public bool IsInserted => (Flags & TokenFlags.Inserted) != 0;
}

internal enum TriviaKind : byte
{
    Space,
    NewLine,
    Comment,
    Documentation,
}

/// <summary>Characters between tokens. All trivia belongs to the token after it; the end of the file owns the rest.</summary>
internal readonly record struct Trivia(TriviaKind Kind, int Start, int Length)
{
    public TextSpan Span => new(Start, Length);

    public bool IsComment => Kind is TriviaKind.Comment or TriviaKind.Documentation;
}

/// <summary>A whole file as tokens and trivia; the last token is the end of the file.</summary>
internal sealed record TokenList(SourceText Source, Token[] Tokens, Trivia[] Trivia)
{
    /// <summary>The index after the last piece of trivia before a token.</summary>
    public int TriviaEnd(int token) => token + 1 < Tokens.Length ? Tokens[token + 1].TriviaStart : Trivia.Length;
}
