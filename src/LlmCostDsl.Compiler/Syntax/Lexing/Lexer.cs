using System.Text;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Syntax.Lexing;

/// <summary>Cuts a text into tokens. Every character ends up in exactly one token or one piece of trivia.</summary>
internal sealed partial class Lexer
{
    private readonly SourceText source;
    private readonly string text;
    private readonly SyntaxReports diagnostics;
    private readonly List<Token> tokens = [];
    private readonly List<Trivia> trivia = [];
    private readonly Dictionary<string, string> words = [];
    private int position;
    private int triviaStart;
    private bool firstOnLine = true;

    private Lexer(SourceText source, SyntaxReports diagnostics)
    {
        this.source = source;
        this.diagnostics = diagnostics;
        text = source.Content;
    }

    public static TokenList Lex(SourceText source, SyntaxReports diagnostics)
    {
        var lexer = new Lexer(source, diagnostics);
        lexer.Run();
        return new TokenList(source, [.. lexer.tokens], [.. lexer.trivia]);
    }

    /// <summary>The characters a text token stands for: without quotes, escapes resolved.</summary>
    public static string Unescape(string written)
    {
        var end = written.Length > 1 && written[written.Length - 1] == '"' ? written.Length - 1 : written.Length;
        var result = new StringBuilder(end);
        for (var i = 1; i < end; i++)
        {
            if (written[i] == '\\' && i + 1 < end)
            {
                i++;
                result.Append(written[i] == 'n' ? '\n' : written[i]);
            }
            else
            {
                result.Append(written[i]);
            }
        }

        return result.ToString();
    }

    private char Current => At(position);

    private char At(int index) => index < text.Length ? text[index] : '\0';

    private void Run()
    {
        while (true)
        {
            triviaStart = trivia.Count;
            ReadTrivia();
            var start = position;
            if (start >= text.Length)
            {
                Add(TokenKind.End, start, string.Empty);
                return;
            }

            if (IsDigit(Current))
            {
                ReadNumber();
            }
            else if (IsLetter(Current))
            {
                var word = ReadWord();
                Add(TokenText.KindOf(word), start, word);
            }
            else if (Current == '"')
            {
                ReadText();
            }
            else
            {
                ReadPunctuation();
            }
        }
    }

    private void ReadTrivia()
    {
        while (position < text.Length)
        {
            var start = position;
            if (Current is '\n' or '\r')
            {
                position += Current == '\r' && At(position + 1) == '\n' ? 2 : 1;
                firstOnLine = true;
                AddTrivia(TriviaKind.NewLine, start);
            }
            else if (IsSpace(Current))
            {
                while (position < text.Length && IsSpace(Current))
                {
                    position++;
                }

                AddTrivia(TriviaKind.Space, start);
            }
            else if (Current == '/' && At(position + 1) == '/')
            {
                var end = text.IndexOfAny(['\r', '\n'], position);
                position = end < 0 ? text.Length : end;
                // Four slashes draw a line; what shares its line with a token comments on that token, not on the next.
                var documents = At(start + 2) == '/' && At(start + 3) != '/' && firstOnLine;
                AddTrivia(documents ? TriviaKind.Documentation : TriviaKind.Comment, start);
            }
            else
            {
                return;
            }
        }
    }

    private string ReadWord()
    {
        var start = position;
        while (IsLetter(Current) || IsDigit(Current))
        {
            position++;
        }

        var word = text.Substring(start, position - start);
        if (words.TryGetValue(word, out var known))
        {
            return known;
        }

        words.Add(word, word);
        return word;
    }

    private void ReadText()
    {
        var start = position;
        position++;
        while (position < text.Length && Current is not ('"' or '\r' or '\n'))
        {
            if (Current == '\\' && At(position + 1) is not ('\r' or '\n') && position + 1 < text.Length)
            {
                if (At(position + 1) is not ('"' or '\\' or 'n'))
                {
                    diagnostics.Add(Here(position, 2).UnknownEscape());
                }

                position++;
            }

            position++;
        }

        if (Current == '"')
        {
            position++;
        }
        else
        {
            diagnostics.Add(Here(start, position - start).UnterminatedText());
        }

        Add(TokenKind.Text, start, text.Substring(start, position - start));
    }

    private void ReadPunctuation()
    {
        var start = position;
        var kind = (Current, At(position + 1)) switch
        {
            ('.', '.') => TokenKind.DotDot,
            ('=', '=') => TokenKind.Equal,
            ('!', '=') => TokenKind.NotEqual,
            ('<', '=') => TokenKind.LessOrEqual,
            ('>', '=') => TokenKind.GreaterOrEqual,
            ('+', '=') => TokenKind.AddAssign,
            ('-', '=') => TokenKind.SubtractAssign,
            ('*', '=') => TokenKind.MultiplyAssign,
            ('/', '=') => TokenKind.DivideAssign,
            _ => OneCharacter(Current),
        };
        if (kind == TokenKind.Bad)
        {
            ReadBad();
            return;
        }

        var written = TokenText.Of(kind)!;
        position += written.Length;
        Add(kind, start, written);
    }

    /// <summary>Strange characters side by side are one mistake.</summary>
    private void ReadBad()
    {
        var start = position;
        do
        {
            position++;
        }
        while (position < text.Length && IsBad(Current));

        diagnostics.Add(Here(start, position - start).UnexpectedCharacters());
        Add(TokenKind.Bad, start, text.Substring(start, position - start));
    }

    private static TokenKind OneCharacter(char c) => c switch
    {
        '(' => TokenKind.OpenParen,
        ')' => TokenKind.CloseParen,
        '[' => TokenKind.OpenBracket,
        ']' => TokenKind.CloseBracket,
        '{' => TokenKind.OpenBrace,
        '}' => TokenKind.CloseBrace,
        ',' => TokenKind.Comma,
        ':' => TokenKind.Colon,
        '.' => TokenKind.Dot,
        '@' => TokenKind.At,
        '|' => TokenKind.Bar,
        '=' => TokenKind.Assign,
        '<' => TokenKind.Less,
        '>' => TokenKind.Greater,
        '+' => TokenKind.Plus,
        '-' => TokenKind.Minus,
        '*' => TokenKind.Star,
        '/' => TokenKind.Slash,
        '%' => TokenKind.Percent,
        '^' => TokenKind.Caret,
        _ => TokenKind.Bad,
    };

    private static bool IsBad(char c) =>
        OneCharacter(c) == TokenKind.Bad && !IsLetter(c) && !IsDigit(c) && !IsSpace(c) && c is not ('"' or '\r' or '\n');

    // Not char.IsLetter: names are plain ASCII, so that they are C# names, file names and URLs unchanged.
    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    // A byte order mark is space too: files from some editors begin with one.
    private static bool IsSpace(char c) => c is ' ' or '\t' or '\v' or '\f' or '\uFEFF';

    private SourceSpan Here(int start, int length) => new(source, new TextSpan(start, length));

    private void AddTrivia(TriviaKind kind, int start) => trivia.Add(new Trivia(kind, start, position - start));

    private void Add(TokenKind kind, int start, string written)
    {
        var flags = firstOnLine ? TokenFlags.FirstOnLine : TokenFlags.None;
        var documentation = firstOnLine ? DocumentationText.Before(text, trivia, triviaStart) : null;
        tokens.Add(new Token(kind, start, position - start, written, triviaStart, flags, 0, documentation));
        firstOnLine = false;
    }
}
