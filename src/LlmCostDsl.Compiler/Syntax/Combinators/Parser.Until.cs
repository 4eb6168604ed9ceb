using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Syntax.Combinators;

internal abstract partial class Parser<TToken, T>
{
    /// <summary>This, as often as needed until the terminator succeeds; the terminator is consumed.</summary>
    public Parser<TToken, EquatableArray<T>> Until<U>(Parser<TToken, U> terminator) => new UntilParser<U>(this, terminator);

    private sealed class UntilParser<U>(Parser<TToken, T> parser, Parser<TToken, U> terminator) : Parser<TToken, EquatableArray<T>>
    {
        public override bool TryParse(ParseState<TToken> state, out EquatableArray<T> result)
        {
            List<T>? items = null;
            result = EquatableArray<T>.Empty;
            while (true)
            {
                var start = state.Position;
                if (terminator.TryParse(state, out _))
                {
                    result = items is null ? result : new EquatableArray<T>([.. items]);
                    return true;
                }

                if (state.Position != start || !parser.TryParse(state, out var item))
                {
                    return false;
                }

                (items ??= []).Add(item);
            }
        }
    }
}
