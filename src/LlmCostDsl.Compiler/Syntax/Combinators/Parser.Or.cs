namespace LlmCostDsl.Compiler.Syntax.Combinators;

internal abstract partial class Parser<TToken, T>
{
    /// <summary>This, or another if this fails <em>without consuming input</em>.</summary>
    public Parser<TToken, T> Or(Parser<TToken, T> parser) => Parser.OneOf(this, parser);
}

internal static partial class Parser
{
    /// <summary>The first that does not fail; one that fails after consuming input fails the whole.</summary>
    public static Parser<TToken, T> OneOf<TToken, T>(params Parser<TToken, T>[] parsers) => new OneOfParser<TToken, T>(parsers);

    private sealed class OneOfParser<TToken, T>(Parser<TToken, T>[] parsers) : Parser<TToken, T>
    {
        public override bool TryParse(ParseState<TToken> state, out T result)
        {
            var start = state.Position;
            foreach (var parser in parsers)
            {
                if (parser.TryParse(state, out result))
                {
                    return true;
                }

                if (state.Position != start)
                {
                    return false;
                }
            }

            result = default!;
            return false;
        }
    }
}
