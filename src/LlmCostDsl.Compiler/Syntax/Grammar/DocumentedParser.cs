using LlmCostDsl.Compiler.Syntax.Combinators;
using LlmCostDsl.Compiler.Syntax.Lexing;

namespace LlmCostDsl.Compiler.Syntax.Grammar;

/// <summary>Gives what was read the <c>///</c> lines before its first token.</summary>
internal sealed class DocumentedParser<T>(Parser<Token, T> parser, Func<T, string, T> attach) : Parser<Token, T>
{
    public override bool TryParse(ParseState<Token> state, out T result)
    {
        var documentation = state.Current.Documentation;
        if (!parser.TryParse(state, out result))
        {
            return false;
        }

        if (documentation is not null)
        {
            result = attach(result, documentation);
        }

        return true;
    }
}
