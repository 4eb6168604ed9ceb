namespace LlmCostDsl.Compiler.Syntax.Lexing;

/// <summary>How each kind of token is written, and which words and units there are.</summary>
internal static class TokenText
{
    /// <summary>The characters of punctuation or of a reserved word; else null.</summary>
    public static string? Of(TokenKind kind) => kind switch
    {
        TokenKind.And => "and",
        TokenKind.Or => "or",
        TokenKind.Not => "not",
        TokenKind.If => "if",
        TokenKind.Then => "then",
        TokenKind.Else => "else",
        TokenKind.In => "in",
        TokenKind.Is => "is",
        TokenKind.True => "true",
        TokenKind.False => "false",
        TokenKind.OpenParen => "(",
        TokenKind.CloseParen => ")",
        TokenKind.OpenBracket => "[",
        TokenKind.CloseBracket => "]",
        TokenKind.OpenBrace => "{",
        TokenKind.CloseBrace => "}",
        TokenKind.Comma => ",",
        TokenKind.Colon => ":",
        TokenKind.Dot => ".",
        TokenKind.DotDot => "..",
        TokenKind.At => "@",
        TokenKind.Bar => "|",
        TokenKind.Assign => "=",
        TokenKind.AddAssign => "+=",
        TokenKind.SubtractAssign => "-=",
        TokenKind.MultiplyAssign => "*=",
        TokenKind.DivideAssign => "/=",
        TokenKind.Equal => "==",
        TokenKind.NotEqual => "!=",
        TokenKind.Less => "<",
        TokenKind.LessOrEqual => "<=",
        TokenKind.Greater => ">",
        TokenKind.GreaterOrEqual => ">=",
        TokenKind.Plus => "+",
        TokenKind.Minus => "-",
        TokenKind.Star => "*",
        TokenKind.Slash or TokenKind.Per => "/",
        TokenKind.Percent => "%",
        TokenKind.Caret => "^",
        _ => null,
    };

    /// <summary>The kind of a word: a name, unless it is reserved.</summary>
    public static TokenKind KindOf(string word) => word switch
    {
        "and" => TokenKind.And,
        "or" => TokenKind.Or,
        "not" => TokenKind.Not,
        "if" => TokenKind.If,
        "then" => TokenKind.Then,
        "else" => TokenKind.Else,
        "in" => TokenKind.In,
        "is" => TokenKind.Is,
        "true" => TokenKind.True,
        "false" => TokenKind.False,
        _ => TokenKind.Name,
    };

    public static bool IsReserved(this TokenKind kind) => kind is >= TokenKind.And and <= TokenKind.False;

    public static bool IsAssignment(this TokenKind kind) => kind is >= TokenKind.Assign and <= TokenKind.DivideAssign;

    public static bool IsComparison(this TokenKind kind) => kind is >= TokenKind.Equal and <= TokenKind.GreaterOrEqual;

    public static bool IsOpening(this TokenKind kind) => kind is TokenKind.OpenParen or TokenKind.OpenBracket or TokenKind.OpenBrace;

    public static bool IsClosing(this TokenKind kind) => kind is TokenKind.CloseParen or TokenKind.CloseBracket or TokenKind.CloseBrace;

    /// <summary>Whether an operand can end with it: where another one begins, a new statement begins.</summary>
    public static bool EndsOperand(this TokenKind kind) => kind is TokenKind.Name or TokenKind.Number or TokenKind.PercentNumber or TokenKind.Unit
        or TokenKind.Text or TokenKind.True or TokenKind.False || kind.IsClosing();

    /// <summary>Whether it cannot stand last: something has to follow it.</summary>
    public static bool NeedsOperand(this TokenKind kind) => kind is >= TokenKind.Assign and <= TokenKind.Caret
        or TokenKind.And or TokenKind.Or or TokenKind.Not or TokenKind.If or TokenKind.Then or TokenKind.Else or TokenKind.In or TokenKind.Is
        or TokenKind.Dot or TokenKind.DotDot or TokenKind.Comma or TokenKind.Colon or TokenKind.At or TokenKind.Bar;

    /// <summary>The bracket that closes an opening one.</summary>
    public static TokenKind Closing(TokenKind opening) => opening + 1;

    /// <summary>Whether a word after a number is its unit.</summary>
    public static bool IsUnit(string word) => word switch
    {
        "bit" or "min" or "hour" or "usd" or "b" or "B" or "FLOP" or "OP" or "s" or "J" or "W" => true,
        _ when word.Length < 2 => false,
        _ when word[1] == 'i' => "KMGT".IndexOf(word[0]) >= 0 && word.Substring(2) is ("b" or "B"),
        _ => "numkMGTPE".IndexOf(word[0]) >= 0 && word.Substring(1) is ("b" or "B" or "FLOP" or "OP" or "s" or "J" or "W"),
    };

    /// <summary>Every unit without a prefix, for suggestions.</summary>
    public static IEnumerable<string> Units()
    {
        foreach (var unit in new[] { "bit", "min", "hour", "usd" })
        {
            yield return unit;
        }

        foreach (var unit in new[] { "b", "B", "FLOP", "OP", "s", "J", "W" })
        {
            yield return unit;
            foreach (var prefix in "numkMGTPE")
            {
                yield return prefix + unit;
            }

            if (unit is "b" or "B")
            {
                foreach (var prefix in "KMGT")
                {
                    yield return prefix + "i" + unit;
                }
            }
        }
    }
}
