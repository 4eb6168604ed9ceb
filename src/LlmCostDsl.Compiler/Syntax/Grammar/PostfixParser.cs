using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax.Combinators;
using LlmCostDsl.Compiler.Syntax.Lexing;
using LlmCostDsl.Compiler.Text;
using static LlmCostDsl.Compiler.Syntax.Grammar.Terminals;

namespace LlmCostDsl.Compiler.Syntax.Grammar;

/// <summary>
/// <c>primary { "." NAME | args | "[" expr "]" "." NAME }</c>. Written out rather than combined, since calls in calls are what nests deepest: this takes
/// one frame of stack, and chains of any length are read in a loop.
/// </summary>
internal sealed class PostfixParser(Parser<Token, ExpressionSyntax> primary) : Parser<Token, ExpressionSyntax>
{
    private static readonly Parser<Token, Identifier> Member = Continuing(TokenKind.Dot).Then(Name);

    private static readonly Parser<Token, ExpressionSyntax> Index =
        Forward.Value.Between(Continuing(TokenKind.OpenBracket), Lists.CloseBracket);

    // After an index the dot has to follow.
    private static readonly Parser<Token, Identifier> IndexedMember = Symbol(TokenKind.Dot).Then(Name);

    public override bool TryParse(ParseState<Token> state, out ExpressionSyntax result)
    {
        if (!primary.TryParse(state, out result))
        {
            return false;
        }

        while (true)
        {
            switch (state.Current.Kind)
            {
                case TokenKind.OpenParen:
                    if (!Lists.Arguments.TryParse(state, out var arguments))
                    {
                        return false;
                    }

                    result = Call(state, result, arguments);
                    break;
                case TokenKind.Dot:
                    if (!TryMember(state, ref result))
                    {
                        return false;
                    }

                    break;
                case TokenKind.OpenBracket:
                    if (!Index.TryParse(state, out var index) || !TryIteration(state, index, ref result))
                    {
                        return false;
                    }

                    break;
                default:
                    return true;
            }
        }
    }

    private static CallSyntax Call(ParseState<Token> state, ExpressionSyntax target, EquatableArray<ArgumentSyntax> arguments) =>
        new(SpanOf(state, target), target, arguments);

    private static bool TryMember(ParseState<Token> state, ref ExpressionSyntax target)
    {
        if (!Member.TryParse(state, out var member))
        {
            return false;
        }

        target = new MemberSyntax(SpanOf(state, target), target, member);
        return true;
    }

    private static bool TryIteration(ParseState<Token> state, ExpressionSyntax index, ref ExpressionSyntax target)
    {
        if (!IndexedMember.TryParse(state, out var member))
        {
            return false;
        }

        target = new IterationSyntax(SpanOf(state, target), target, index, member);
        return true;
    }

    private static TextSpan SpanOf(ParseState<Token> state, ExpressionSyntax target) =>
        TextSpan.FromBounds(target.Span.Start, state[state.Position - 1].End);
}
