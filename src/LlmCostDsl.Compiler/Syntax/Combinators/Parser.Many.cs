using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Syntax.Combinators;

internal abstract partial class Parser<TToken, T>
{
    /// <summary>This, as often as it succeeds. If it fails after consuming input, so does the whole.</summary>
    public Parser<TToken, EquatableArray<T>> Many() => new ManyParser(this, 0);

    /// <summary>This, as often as it succeeds and at least once.</summary>
    public Parser<TToken, EquatableArray<T>> AtLeastOnce() => new ManyParser(this, 1);

    private sealed class ManyParser(Parser<TToken, T> parser, int least) : Parser<TToken, EquatableArray<T>>
    {
        public override bool TryParse(ParseState<TToken> state, out EquatableArray<T> result)
        {
            List<T>? items = null;
            while (true)
            {
                var start = state.Position;
                if (parser.TryParse(state, out var item))
                {
                    if (state.Position == start)
                    {
                        throw new InvalidOperationException("Many() of a parser that can succeed without consuming input never ends.");
                    }

                    (items ??= []).Add(item);
                    continue;
                }

                result = items is null ? EquatableArray<T>.Empty : new EquatableArray<T>([.. items]);
                return state.Position == start && result.Count >= least;
            }
        }
    }
}
