using System.Runtime.CompilerServices;

namespace LlmCostDsl.Compiler.Syntax.Combinators;

internal static partial class Parser
{
    /// <summary>A parser that is asked for when it is first used, so that grammars can be recursive.</summary>
    public static Parser<TToken, T> Rec<TToken, T>(Func<Parser<TToken, T>> parser) => new RecParser<TToken, T>(parser);

    private sealed class RecParser<TToken, T>(Func<Parser<TToken, T>> parser) : Parser<TToken, T>
    {
        private readonly Lazy<Parser<TToken, T>> inner = new(parser);

        public override bool TryParse(ParseState<TToken> state, out T result)
        {
            // Input is checked for depth before it is parsed; this holds even where a thread has less stack than any we know of.
            RuntimeHelpers.EnsureSufficientExecutionStack();
            return inner.Value.TryParse(state, out result);
        }
    }
}
