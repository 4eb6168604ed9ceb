namespace LlmCostDsl.Compiler.Syntax.Combinators;

/// <summary>The input, where reading stands, what would have let it go on, and the errors that were recovered from.</summary>
internal sealed class ParseState<TToken>(TToken[] tokens)
{
    private const int MaximumErrors = 1000;

    private readonly List<string> expected = [];
    private int recoveredAt = -1;

    public int Position { get; set; }

    public bool HasCurrent => Position < tokens.Length;

    /// <summary>The token to be read next.</summary>
    public ref readonly TToken Current => ref tokens[Position];

    /// <summary>The furthest position at which anything was expected.</summary>
    public int ErrorPosition { get; private set; }

    /// <summary>How many different things were expected there.</summary>
    public int ExpectedCount => expected.Count;

    /// <summary>Errors that reading went on after, in order.</summary>
    public List<ParseError<TToken>> Errors { get; } = [];

    public ref readonly TToken this[int index] => ref tokens[index];

    public int Count => tokens.Length;

    /// <summary>Notes that something else was wanted here. Only the furthest place is remembered.</summary>
    public void Expect(string label)
    {
        if (Position > ErrorPosition)
        {
            expected.Clear();
            ErrorPosition = Position;
        }

        if (Position == ErrorPosition && !expected.Contains(label))
        {
            expected.Add(label);
        }
    }

    /// <summary>Forgets what was expected here since there were <paramref name="count"/> such things.</summary>
    public void ForgetExpected(int count)
    {
        if (expected.Count > count)
        {
            expected.RemoveRange(count, expected.Count - count);
        }
    }

    /// <summary>Goes back; what was expected beyond is no longer of interest.</summary>
    public void Backtrack(int position)
    {
        Position = position;
        if (ErrorPosition > position)
        {
            expected.Clear();
            ErrorPosition = position;
        }
    }

    /// <summary>The failure as it stands.</summary>
    /// <param name="start">Where the parser that failed began.</param>
    public ParseError<TToken> CreateError(int start) => new(
        start, ErrorPosition, ErrorPosition < tokens.Length ? tokens[ErrorPosition] : default, ErrorPosition >= tokens.Length, [.. expected]);

    /// <summary>Keeps an error, unless nothing was read since the last one: then it is the same mistake again.</summary>
    public void Report(ParseError<TToken> error)
    {
        if (Errors.Count < MaximumErrors && error.Position > recoveredAt && (Errors.Count == 0 || Errors[Errors.Count - 1].Position != error.Position))
        {
            Errors.Add(error);
        }
    }

    /// <summary>Marks the place where reading goes on after an error.</summary>
    public void Recovered() => recoveredAt = Math.Max(recoveredAt, Position);
}
