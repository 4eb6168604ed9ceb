using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax.Combinators;
using LlmCostDsl.Compiler.Syntax.Lexing;

namespace LlmCostDsl.Compiler.Syntax.Grammar;

/// <summary>
/// <c>item.Separated(comma).Between(open, close)</c> with recovery for each item and at the end, in one frame of stack.
/// Items that could not be read at all are left out.
/// </summary>
internal sealed class ListParser<T>(
    Parser<Token, TokenKind> open, Parser<Token, T> item, Parser<Token, TokenKind> close, Func<ParseError<Token>, Parser<Token, T?>> skip)
    : Parser<Token, EquatableArray<T>>
    where T : class
{
    public override bool TryParse(ParseState<Token> state, out EquatableArray<T> result)
    {
        result = EquatableArray<T>.Empty;
        if (!open.TryParse(state, out _))
        {
            return false;
        }

        if (!state.Current.Kind.IsClosing())
        {
            var items = new List<T>();
            do
            {
                var start = state.Position;
                if (item.TryParse(state, out var value) || TrySkip(state, start, out value))
                {
                    items.Add(value);
                }
            }
            while (Terminals.Comma.TryParse(state, out _));
            result = new EquatableArray<T>([.. items]);
        }

        return close.TryParse(state, out _);
    }

    private bool TrySkip(ParseState<Token> state, int start, out T value)
    {
        var error = state.CreateError(start);
        state.Report(error);
        _ = skip(error).TryParse(state, out var replacement);
        state.Recovered();
        value = replacement!;
        return replacement is not null;
    }
}
