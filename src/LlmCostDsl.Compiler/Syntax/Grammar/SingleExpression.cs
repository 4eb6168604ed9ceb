using LlmCostDsl.Compiler.Syntax.Combinators;
using LlmCostDsl.Compiler.Syntax.Lexing;

namespace LlmCostDsl.Compiler.Syntax.Grammar;

/// <summary>An expression with nothing behind it.</summary>
internal sealed class SingleExpression : Parser<Token, ExpressionSyntax>
{
    public static readonly Parser<Token, ExpressionSyntax> Parser = new SingleExpression();

    private SingleExpression()
    {
    }

    public override bool TryParse(ParseState<Token> state, out ExpressionSyntax result)
    {
        _ = Forward.Value.TryParse(state, out result);
        if (state.Current.Kind != TokenKind.End && state.Errors.Count == 0)
        {
            state.Expect("the end of the expression");
            state.Report(state.CreateError(state.Position));
        }

        return true;
    }
}
