namespace LlmCostDsl.Compiler.Syntax.Combinators;

internal abstract partial class Parser<TToken, T>
{
    /// <summary>This, then another; this one's value.</summary>
    public Parser<TToken, T> Before<U>(Parser<TToken, U> parser) => new BeforeParser<U>(this, parser);

    private sealed class BeforeParser<U>(Parser<TToken, T> first, Parser<TToken, U> second) : Parser<TToken, T>
    {
        public override bool TryParse(ParseState<TToken> state, out T result) =>
            first.TryParse(state, out result) && second.TryParse(state, out _);
    }
}
