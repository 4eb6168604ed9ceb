namespace LlmCostDsl.Compiler.Syntax.Combinators;

internal abstract partial class Parser<TToken, T>
{
    /// <summary>Makes something else of the value.</summary>
    public Parser<TToken, R> Select<R>(Func<T, R> selector) => new SelectParser<R>(this, selector);

    /// <summary>Replaces the value.</summary>
    public Parser<TToken, R> ThenReturn<R>(R value) => Select(_ => value);

    private sealed class SelectParser<R>(Parser<TToken, T> parser, Func<T, R> selector) : Parser<TToken, R>
    {
        public override bool TryParse(ParseState<TToken> state, out R result)
        {
            if (parser.TryParse(state, out var value))
            {
                result = selector(value);
                return true;
            }

            result = default!;
            return false;
        }
    }
}
