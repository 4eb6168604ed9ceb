namespace LlmCostDsl.Compiler.Syntax.Combinators;

internal abstract partial class Parser<TToken, T>
{
    /// <summary>The same parser, called by one name in error messages when it fails at its first token.</summary>
    public Parser<TToken, T> Labelled(string label) => new LabelledParser(this, label);

    private sealed class LabelledParser(Parser<TToken, T> parser, string label) : Parser<TToken, T>
    {
        public override bool TryParse(ParseState<TToken> state, out T result)
        {
            var start = state.Position;
            var before = state.ErrorPosition == start ? state.ExpectedCount : 0;
            if (parser.TryParse(state, out result))
            {
                return true;
            }

            if (state.ErrorPosition == start)
            {
                state.ForgetExpected(before);
                state.Expect(label);
            }

            return false;
        }
    }
}
