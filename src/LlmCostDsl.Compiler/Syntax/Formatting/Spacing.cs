using LlmCostDsl.Compiler.Syntax.Lexing;

namespace LlmCostDsl.Compiler.Syntax.Formatting;

/// <summary>How many spaces stand between two tokens of one line.</summary>
internal sealed class Spacing(TreeFacts facts, Token[] tokens)
{
    /// <summary>The spaces before a token that is not the first of its line.</summary>
    public int Before(int index)
    {
        var (left, right) = (tokens[index - 1], tokens[index]);
        if (left.Kind == TokenKind.OpenBrace || right.Kind == TokenKind.CloseBrace)
        {
            return IsInSet(index) ? 0 : 1;
        }

        if (facts.StartingAt(right.Start) is not null && !IsContinuation(left))
        {
            return 2;
        }

        return Touch(index, left, right) ? 0 : 1;
    }

    /// <summary>Whether a node that begins here belongs to what stands before it: the statement after <c>else</c>.</summary>
    private static bool IsContinuation(Token left) => left.Kind == TokenKind.Else;

    private bool Touch(int index, Token left, Token right) => left.Kind switch
    {
        TokenKind.OpenParen or TokenKind.OpenBracket or TokenKind.Dot or TokenKind.DotDot or TokenKind.At or TokenKind.Per => true,
        TokenKind.Minus when facts.IsSign(left.Start) => true,
        TokenKind.Slash when facts.IsDivisor(right.Start) => true,
        _ => right.Kind switch
        {
            TokenKind.CloseParen or TokenKind.CloseBracket or TokenKind.Comma or TokenKind.Dot or TokenKind.DotDot or TokenKind.Per => true,
            TokenKind.Colon => !facts.IsBeforeBase(left.End),
            TokenKind.Slash => index + 1 < tokens.Length && facts.IsDivisor(tokens[index + 1].Start),
            TokenKind.OpenParen => left.Kind.EndsOperand() && !facts.IsGroup(right.Start),
            TokenKind.OpenBracket => left.Kind.EndsOperand() && !facts.IsShapeWord(left.Start),
            _ => false,
        },
    };

    private bool IsInSet(int index)
    {
        var (left, right) = (tokens[index - 1], tokens[index]);
        if (left.Kind == TokenKind.OpenBrace)
        {
            return facts.IsSet(left.Start);
        }

        // Sets hold no braces, so the nearest one is theirs.
        for (var i = index - 1; i >= 0; i--)
        {
            if (tokens[i].Kind is TokenKind.OpenBrace or TokenKind.CloseBrace)
            {
                return tokens[i].Kind == TokenKind.OpenBrace && facts.IsSet(tokens[i].Start) && right.Depth == tokens[i].Depth;
            }
        }

        return false;
    }
}
