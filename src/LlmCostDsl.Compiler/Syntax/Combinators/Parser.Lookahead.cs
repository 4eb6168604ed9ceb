namespace LlmCostDsl.Compiler.Syntax.Combinators;

internal static partial class Parser
{
    /// <summary>Reads on but, if that succeeds, consumes nothing.</summary>
    public static Parser<TToken, T> Lookahead<TToken, T>(Parser<TToken, T> parser) => new LookaheadParser<TToken, T>(parser);

    private sealed class LookaheadParser<TToken, T>(Parser<TToken, T> parser) : Parser<TToken, T>
    {
        public override bool TryParse(ParseState<TToken> state, out T result)
        {
            var start = state.Position;
            if (!parser.TryParse(state, out result))
            {
                return false;
            }

            state.Position = start;
            return true;
        }
    }
}
