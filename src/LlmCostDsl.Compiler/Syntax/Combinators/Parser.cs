namespace LlmCostDsl.Compiler.Syntax.Combinators;

/// <summary>
/// Reads a value from a stream of tokens. Parsers are immutable and are built from smaller ones by the methods of this class, whose names and
/// meanings are Pidgin's. A parser that fails after it has consumed input makes its alternatives fail too; <see cref="Parser.Try"/> undoes that.
/// </summary>
/// <typeparam name="TToken">What the input consists of.</typeparam>
/// <typeparam name="T">What is read.</typeparam>
internal abstract partial class Parser<TToken, T>
{
    /// <summary>Reads a value at the state's position and moves on, or fails, having noted what was expected and where.</summary>
    /// <param name="state">The input, the position in it and the errors so far.</param>
    /// <param name="result">The value; meaningless on failure.</param>
    /// <returns>Whether there was a value.</returns>
    public abstract bool TryParse(ParseState<TToken> state, out T result);
}

/// <summary>Combinators over parsers of several types.</summary>
internal static partial class Parser;

/// <summary>Parsers that are made from nothing.</summary>
internal static partial class Parser<TToken>;
