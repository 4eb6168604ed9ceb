namespace LlmCostDsl.Compiler.Syntax.Combinators;

internal static partial class Parser
{
    /// <summary>Two parsers in sequence, their values joined.</summary>
    public static Parser<TToken, R> Map<TToken, A, B, R>(Func<A, B, R> join, Parser<TToken, A> first, Parser<TToken, B> second) =>
        new MapParser<TToken, A, B, R>(join, first, second);

    private sealed class MapParser<TToken, A, B, R>(Func<A, B, R> join, Parser<TToken, A> first, Parser<TToken, B> second) : Parser<TToken, R>
    {
        public override bool TryParse(ParseState<TToken> state, out R result)
        {
            if (first.TryParse(state, out var a) && second.TryParse(state, out var b))
            {
                result = join(a, b);
                return true;
            }

            result = default!;
            return false;
        }
    }
}
