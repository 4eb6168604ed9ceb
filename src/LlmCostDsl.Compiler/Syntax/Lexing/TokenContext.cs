using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Syntax.Lexing;

/// <summary>
/// One pass over the tokens before parsing: tells each its depth and each name whether it is given a value, and refuses what is nested too deep or
/// too long, so that no later pass has to be afraid of its stack. Brackets match already.
/// </summary>
internal sealed class TokenContext
{
    /// <summary>How deep brackets, blocks, <c>-</c>, <c>not</c>, <c>^</c>, <c>if</c> and <c>else if</c> may be nested, all together.</summary>
    public const int MaximumDepth = 256;

    /// <summary>How many operands one expression may have.</summary>
    public const int MaximumTerms = 10_000;

    private readonly SourceText source;
    private readonly Token[] tokens;
    private readonly List<Frame> frames = [new Frame(-1)];
    private int depth;
    private int terms;

    private TokenContext(SourceText source, Token[] tokens)
    {
        this.source = source;
        this.tokens = tokens;
    }

    /// <summary>Completes the tokens in place; false, with a diagnostic, when they go beyond a limit.</summary>
    public static bool TryComplete(SourceText source, Token[] tokens, SyntaxReports diagnostics) => new TokenContext(source, tokens).Run(diagnostics);

    private bool Run(SyntaxReports diagnostics)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Kind.IsClosing())
            {
                Close(i);
            }

            tokens[i] = tokens[i] with { Depth = (short)(frames.Count - 1), Flags = tokens[i].Flags | FlagsOf(i) };
            Count(i);
            if (tokens[i].Kind.IsOpening())
            {
                frames.Add(new Frame(i));
                depth++;
            }

            if (depth > MaximumDepth)
            {
                diagnostics.Add(new SourceSpan(source, tokens[i].Span).TooDeep(MaximumDepth));
                return false;
            }

            if (terms > MaximumTerms)
            {
                diagnostics.Add(new SourceSpan(source, tokens[i].Span).TooManyTerms(MaximumTerms));
                return false;
            }
        }

        return true;
    }

    private Frame Top => frames[frames.Count - 1];

    private TokenKind KindAt(int index) => index >= 0 && index < tokens.Length ? tokens[index].Kind : TokenKind.End;

    private void Close(int index)
    {
        if (frames.Count == 1)
        {
            return;
        }

        var frame = Top;
        depth -= frame.Total + 1;
        frames.RemoveAt(frames.Count - 1);
        // name(…) = gives the name a value.
        if (tokens[index].Kind == TokenKind.CloseParen && KindAt(frame.Opening - 1) == TokenKind.Name)
        {
            tokens[frame.Opening - 1] = tokens[frame.Opening - 1] with
            {
                Flags = tokens[frame.Opening - 1].Flags | KindAt(index + 1) switch
                {
                    TokenKind.Assign => TokenFlags.Assigned | TokenFlags.Named,
                    TokenKind.Colon => TokenFlags.Named,
                    _ => TokenFlags.None,
                },
            };
        }
    }

    private TokenFlags FlagsOf(int index)
    {
        if (tokens[index].Kind != TokenKind.Name)
        {
            return TokenFlags.None;
        }

        var next = KindAt(index + 1);
        return next.IsAssignment() ? TokenFlags.Assigned | TokenFlags.Named
            : next is TokenKind.Colon or TokenKind.Dot ? TokenFlags.Named
            : TokenFlags.None;
    }

    /// <summary>Counts what nests without brackets. It ends where the expression does, and an expression ends where an operand follows an operand.</summary>
    private void Count(int index)
    {
        var kind = tokens[index].Kind;
        var before = KindAt(index - 1);
        if (kind.IsAssignment() || kind is TokenKind.Comma or TokenKind.Colon)
        {
            depth -= Top.Reset();
            terms = InBraces ? 0 : terms;
            return;
        }

        if (BeginsOperand(kind))
        {
            if (before.EndsOperand())
            {
                depth -= Top.Reset();
                terms = InBraces ? 0 : terms;
            }

            terms++;
        }

        switch (kind)
        {
            case TokenKind.Minus when !before.EndsOperand():
            case TokenKind.Not when before != TokenKind.Is:
            case TokenKind.Caret:
                Top.Prefixes++;
                depth++;
                break;
            case TokenKind.If:
                Top.Conditions++;
                depth++;
                break;
            case TokenKind.And or TokenKind.Or or TokenKind.Then or TokenKind.Else:
            case >= TokenKind.Equal and < TokenKind.Caret when before.EndsOperand():
                depth -= Top.Prefixes;
                Top.Prefixes = 0;
                break;
            case TokenKind.CloseBrace when KindAt(index + 1) != TokenKind.Else:
                // The end of a chain of `else if`.
                depth -= Top.Reset();
                break;
        }
    }

    private bool InBraces => Top.Opening < 0 || tokens[Top.Opening].Kind == TokenKind.OpenBrace;

    private static bool BeginsOperand(TokenKind kind) => kind is TokenKind.Name or TokenKind.Number or TokenKind.PercentNumber or TokenKind.Text
        or TokenKind.True or TokenKind.False or TokenKind.If;

    /// <summary>What nests inside one pair of brackets.</summary>
    private sealed class Frame(int opening)
    {
        public int Opening => opening;

        public int Prefixes { get; set; }

        public int Conditions { get; set; }

        public int Total => Prefixes + Conditions;

        public int Reset()
        {
            var total = Total;
            Prefixes = 0;
            Conditions = 0;
            return total;
        }
    }
}
