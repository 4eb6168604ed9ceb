namespace LlmCostDsl.Compiler.Syntax.Combinators;

/// <summary>Builds a parser of expressions from a parser of operands and a table of operators.</summary>
internal static class ExpressionParser
{
    /// <summary>
    /// Operands joined by operators. Operators are kept on a stack of their own, so neither the length of an expression nor the number of
    /// levels costs a frame: only operands that hold expressions recurse.
    /// </summary>
    /// <param name="term">An operand.</param>
    /// <param name="prefix">The operator the current token is, where an operand may begin.</param>
    /// <param name="following">The operator the current token is, after an operand.</param>
    /// <param name="label">What to call an operand that is missing.</param>
    public static Parser<TToken, T> Build<TToken, T>(
        Parser<TToken, T> term,
        Func<ParseState<TToken>, Operator<TToken, T>.Prefix?> prefix,
        Func<ParseState<TToken>, Operator<TToken, T>?> following,
        string label) => new OperatorTableParser<TToken, T>(term, prefix, following, label);

    private sealed class OperatorTableParser<TToken, T>(
        Parser<TToken, T> term,
        Func<ParseState<TToken>, Operator<TToken, T>.Prefix?> prefix,
        Func<ParseState<TToken>, Operator<TToken, T>?> following,
        string label) : Parser<TToken, T>
    {
        public override bool TryParse(ParseState<TToken> state, out T result)
        {
            OperatorStack<TToken, T>? stack = null;
            while (true)
            {
                while (state.HasCurrent && prefix(state) is { } before)
                {
                    if (stack?.Top is { } top && top.RightLevel > before.Level)
                    {
                        state.Expect(label);
                        result = default!;
                        return false;
                    }

                    PushPrefix(state, ref stack, before);
                }

                if (!term.TryParse(state, out result))
                {
                    return false;
                }

                if (!TryReadOperator(state, ref stack, ref result, out var goesOn))
                {
                    return false;
                }

                if (!goesOn)
                {
                    result = stack is null ? result : stack.Reduce(result, int.MinValue);
                    return true;
                }
            }
        }

        // Tokens are large: they are handled in methods of their own, so that the frame that recurses stays small.
        private static void PushPrefix(ParseState<TToken> state, ref OperatorStack<TToken, T>? stack, Operator<TToken, T>.Prefix op)
        {
            (stack ??= new OperatorStack<TToken, T>()).Push(op, state.Current);
            state.Position++;
        }

        private static void PushInfix(ParseState<TToken> state, ref OperatorStack<TToken, T>? stack, Operator<TToken, T> op, T left)
        {
            (stack ??= new OperatorStack<TToken, T>()).Push(op, state.Current, left);
            state.Position++;
        }

        /// <summary>Reads what follows an operand: postfix operators are applied, an infix operator is put on the stack and asks for more.</summary>
        private bool TryReadOperator(ParseState<TToken> state, ref OperatorStack<TToken, T>? stack, ref T operand, out bool goesOn)
        {
            goesOn = false;
            var level = int.MaxValue;
            while (state.HasCurrent && following(state) is { } found && found.Level < level)
            {
                operand = stack is null ? operand : stack.Reduce(operand, found.Level);
                if (found is not Operator<TToken, T>.Chain and not Operator<TToken, T>.InfixR && stack?.Top?.Level == found.Level)
                {
                    return true;
                }

                if (found is Operator<TToken, T>.Postfix postfix)
                {
                    if (!postfix.Rest.TryParse(state, out var apply))
                    {
                        return false;
                    }

                    operand = apply(operand);
                    level = found.Level;
                    continue;
                }

                PushInfix(state, ref stack, found, operand);
                goesOn = true;
                return true;
            }

            return true;
        }
    }
}
