namespace LlmCostDsl.Compiler.Syntax.Combinators;

internal abstract partial class Parser<TToken, T>
{
    /// <summary>This, then another; the other's value.</summary>
    public Parser<TToken, U> Then<U>(Parser<TToken, U> parser) => new ThenParser<U>(this, parser);

    private sealed class ThenParser<U>(Parser<TToken, T> first, Parser<TToken, U> second) : Parser<TToken, U>
    {
        public override bool TryParse(ParseState<TToken> state, out U result)
        {
            if (first.TryParse(state, out _))
            {
                return second.TryParse(state, out result);
            }

            result = default!;
            return false;
        }
    }
}
