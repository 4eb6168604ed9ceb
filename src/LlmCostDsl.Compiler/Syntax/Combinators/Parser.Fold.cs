namespace LlmCostDsl.Compiler.Syntax.Combinators;

internal abstract partial class Parser<TToken, T>
{
    /// <summary>This, then any number of suffixes, each applied to what stands before it: <c>a.b(c).d</c> without recursion.</summary>
    public Parser<TToken, T> Fold<TSuffix>(Parser<TToken, TSuffix> suffix, Func<T, TSuffix, T> apply) => new FoldParser<TSuffix>(this, suffix, apply);

    private sealed class FoldParser<TSuffix>(Parser<TToken, T> parser, Parser<TToken, TSuffix> suffix, Func<T, TSuffix, T> apply)
        : Parser<TToken, T>
    {
        public override bool TryParse(ParseState<TToken> state, out T result)
        {
            if (!parser.TryParse(state, out result))
            {
                return false;
            }

            while (true)
            {
                var start = state.Position;
                if (!suffix.TryParse(state, out var next))
                {
                    return state.Position == start;
                }

                result = apply(result, next);
            }
        }
    }
}
