namespace LlmCostDsl.Compiler.Syntax.Combinators;

/// <summary>Why a parser failed.</summary>
/// <param name="Start">The index of the token the failed parser began with.</param>
/// <param name="Position">The index of the token that could not be read.</param>
/// <param name="Unexpected">The token itself, unless the input had ended.</param>
/// <param name="AtEnd">Whether the input had ended.</param>
/// <param name="Expected">What could have stood there, in the order it was tried.</param>
internal sealed record ParseError<TToken>(int Start, int Position, TToken? Unexpected, bool AtEnd, IReadOnlyList<string> Expected)
{
    /// <summary><c>a</c>, <c>a or b</c>, <c>a, b or c</c>.</summary>
    public string RenderExpected()
    {
        var last = Expected.Count - 1;
        return last <= 0
            ? string.Concat(Expected)
            : string.Join(", ", Expected.Take(last)) + " or " + Expected[last];
    }
}
