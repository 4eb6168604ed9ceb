namespace LlmCostDsl.Compiler.Syntax.Combinators;

internal abstract partial class Parser<TToken, T>
{
    /// <summary>
    /// Goes on after a failure: the error is kept in <see cref="ParseState{TToken}.Errors"/>, and a parser chosen by it reads from where this
    /// one stopped.
    /// </summary>
    /// <param name="errorHandler">Chooses how to go on.</param>
    public Parser<TToken, T> RecoverWith(Func<ParseError<TToken>, Parser<TToken, T>> errorHandler) => new RecoverWithParser(this, errorHandler);

    private sealed class RecoverWithParser(Parser<TToken, T> parser, Func<ParseError<TToken>, Parser<TToken, T>> errorHandler) : Parser<TToken, T>
    {
        public override bool TryParse(ParseState<TToken> state, out T result)
        {
            var start = state.Position;
            return parser.TryParse(state, out result) || Recover(state, start, out result);
        }

        // Apart, so that the common way takes little stack.
        private bool Recover(ParseState<TToken> state, int start, out T result)
        {
            var error = state.CreateError(start);
            state.Report(error);
            if (!errorHandler(error).TryParse(state, out result))
            {
                return false;
            }

            state.Recovered();
            return true;
        }
    }
}
