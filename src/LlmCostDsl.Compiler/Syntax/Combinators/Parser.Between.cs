namespace LlmCostDsl.Compiler.Syntax.Combinators;

internal abstract partial class Parser<TToken, T>
{
    /// <summary>This between two others, whose values are dropped.</summary>
    public Parser<TToken, T> Between<U, V>(Parser<TToken, U> before, Parser<TToken, V> after) => new BetweenParser<U, V>(before, this, after);

    private sealed class BetweenParser<U, V>(Parser<TToken, U> before, Parser<TToken, T> parser, Parser<TToken, V> after) : Parser<TToken, T>
    {
        public override bool TryParse(ParseState<TToken> state, out T result)
        {
            if (before.TryParse(state, out _))
            {
                return parser.TryParse(state, out result) && after.TryParse(state, out _);
            }

            result = default!;
            return false;
        }
    }
}
