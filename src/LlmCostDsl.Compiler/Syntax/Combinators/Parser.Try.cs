namespace LlmCostDsl.Compiler.Syntax.Combinators;

internal static partial class Parser
{
    /// <summary>The same parser, but when it fails it has consumed nothing, and what it wanted further on is forgotten.</summary>
    public static Parser<TToken, T> Try<TToken, T>(Parser<TToken, T> parser) => new TryParser<TToken, T>(parser);

    private sealed class TryParser<TToken, T>(Parser<TToken, T> parser) : Parser<TToken, T>
    {
        public override bool TryParse(ParseState<TToken> state, out T result)
        {
            var start = state.Position;
            if (parser.TryParse(state, out result))
            {
                return true;
            }

            state.Backtrack(start);
            return false;
        }
    }
}
