namespace LlmCostDsl.Compiler.Syntax.Combinators;

internal abstract partial class Parser<TToken, T>
{
    /// <summary>This, or nothing if it fails without consuming input.</summary>
    public Parser<TToken, Maybe<T>> Optional() => new OptionalParser(this);

    /// <summary>This, or the type's default if it fails without consuming input.</summary>
    public Parser<TToken, T?> OrDefault() => new OrDefaultParser(this);

    private sealed class OptionalParser(Parser<TToken, T> parser) : Parser<TToken, Maybe<T>>
    {
        public override bool TryParse(ParseState<TToken> state, out Maybe<T> result)
        {
            var start = state.Position;
            var found = parser.TryParse(state, out var value);
            result = found ? new Maybe<T>(true, value) : default;
            return found || state.Position == start;
        }
    }

    private sealed class OrDefaultParser(Parser<TToken, T> parser) : Parser<TToken, T?>
    {
        public override bool TryParse(ParseState<TToken> state, out T? result)
        {
            var start = state.Position;
            if (parser.TryParse(state, out var value))
            {
                result = value;
                return true;
            }

            result = default;
            return state.Position == start;
        }
    }
}
