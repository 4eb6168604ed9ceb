namespace LlmCostDsl.Compiler.Syntax.Combinators;

internal static partial class Parser<TToken>
{
    /// <summary>Consumes nothing and has a given value.</summary>
    public static Parser<TToken, T> Return<T>(T value) => new ReturnParser<T>(value);

    private sealed class ReturnParser<T>(T value) : Parser<TToken, T>
    {
        public override bool TryParse(ParseState<TToken> state, out T result)
        {
            result = value;
            return true;
        }
    }
}
