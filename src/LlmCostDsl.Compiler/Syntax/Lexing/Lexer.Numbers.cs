namespace LlmCostDsl.Compiler.Syntax.Lexing;

/// <summary>Numbers and the units after them.</summary>
internal sealed partial class Lexer
{
    private void ReadNumber()
    {
        var start = position;
        SkipDigits();
        if (Current == '.' && IsDigit(At(position + 1)))
        {
            position++;
            SkipDigits();
        }

        if (Current is 'e' or 'E' && (IsDigit(At(position + 1)) || (At(position + 1) is '+' or '-' && IsDigit(At(position + 2)))))
        {
            position += 2;
            while (IsDigit(Current))
            {
                position++;
            }
        }

        var digits = text.Substring(start, position - start);
        if (Current == '%')
        {
            position++;
            Add(TokenKind.PercentNumber, start, digits);
            return;
        }

        Add(TokenKind.Number, start, digits);
        ReadUnit();
    }

    /// <summary>A word after a number on its line is its unit, if there is such a unit.</summary>
    private void ReadUnit()
    {
        var start = position;
        while (position < text.Length && IsSpace(Current))
        {
            position++;
        }

        if (!TryPeekUnit(position, out var unit))
        {
            position = start;
            return;
        }

        triviaStart = trivia.Count;
        if (position > start)
        {
            AddTrivia(TriviaKind.Space, start);
        }

        AddWord(TokenKind.Unit, unit);
        if (Current == '/' && TryPeekUnit(position + 1, out var divisor))
        {
            triviaStart = trivia.Count;
            AddWord(TokenKind.Per, "/");
            AddWord(TokenKind.Unit, divisor);
        }
    }

    private void AddWord(TokenKind kind, string word)
    {
        position += word.Length;
        Add(kind, position - word.Length, word);
    }

    private bool TryPeekUnit(int start, out string unit)
    {
        var end = start;
        while (IsLetter(At(end)) || IsDigit(At(end)))
        {
            end++;
        }

        // No unit is longer than five characters.
        unit = end > start && end - start <= 5 ? text.Substring(start, end - start) : string.Empty;
        return TokenText.IsUnit(unit);
    }

    private void SkipDigits()
    {
        while (IsDigit(Current) || Current == '_')
        {
            position++;
        }
    }
}
