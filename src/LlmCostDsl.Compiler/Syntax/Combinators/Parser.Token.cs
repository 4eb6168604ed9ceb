namespace LlmCostDsl.Compiler.Syntax.Combinators;

internal static partial class Parser<TToken>
{
    /// <summary>One token that satisfies a predicate.</summary>
    /// <param name="predicate">What the token must be.</param>
    /// <param name="label">What to call it when it is missing; empty if it is not worth mentioning, as something that could always follow.</param>
    public static Parser<TToken, TToken> Token(Func<TToken, bool> predicate, string label) => new TokenParser(predicate, label);

    private sealed class TokenParser(Func<TToken, bool> predicate, string label) : Parser<TToken, TToken>
    {
        public override bool TryParse(ParseState<TToken> state, out TToken result)
        {
            if (state.HasCurrent && predicate(state.Current))
            {
                result = state.Current;
                state.Position++;
                return true;
            }

            if (label.Length > 0)
            {
                state.Expect(label);
            }

            result = default!;
            return false;
        }
    }
}
