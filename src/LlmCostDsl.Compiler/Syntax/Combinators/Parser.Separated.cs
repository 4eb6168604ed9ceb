using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Syntax.Combinators;

internal abstract partial class Parser<TToken, T>
{
    /// <summary>None or several of this with separators between them.</summary>
    public Parser<TToken, EquatableArray<T>> Separated<U>(Parser<TToken, U> separator) => new SeparatedParser<U>(this, separator, 0);

    /// <summary>One or several of this with separators between them.</summary>
    public Parser<TToken, EquatableArray<T>> SeparatedAtLeastOnce<U>(Parser<TToken, U> separator) => new SeparatedParser<U>(this, separator, 1);

    private sealed class SeparatedParser<U>(Parser<TToken, T> parser, Parser<TToken, U> separator, int least) : Parser<TToken, EquatableArray<T>>
    {
        public override bool TryParse(ParseState<TToken> state, out EquatableArray<T> result)
        {
            result = EquatableArray<T>.Empty;
            var start = state.Position;
            if (!parser.TryParse(state, out var item))
            {
                return least == 0 && state.Position == start;
            }

            var items = new List<T> { item };
            while (true)
            {
                start = state.Position;
                if (!separator.TryParse(state, out _))
                {
                    result = new EquatableArray<T>([.. items]);
                    return state.Position == start;
                }

                if (!parser.TryParse(state, out item))
                {
                    return false;
                }

                items.Add(item);
            }
        }
    }
}
