namespace LlmCostDsl.Compiler.Emit;

/// <summary>How tightly an expression of C# holds together.</summary>
internal enum Binding
{
    Choice,
    Or,
    And,
    Equality,
    Relation,
    Sum,
    Product,
    Unary,
    Primary,
}

/// <summary>
/// An expression of C# while code is being put together. Names of locals are marked, so that where a local must outlive its method it can become a field.
/// </summary>
/// <param name="Terms">Of a sum: its terms with their signs, for sums that take several lines; else null.</param>
/// <param name="Plain">In lanes, of what is the same in all of them: the one value; else null.</param>
internal sealed record CodeText(string Text, Binding Binding, int Depth, bool IsTruth, IReadOnlyList<string>? Terms = null, string? Plain = null)
{
    private const char Open = '\u0001';
    private const char Shut = '\u0002';

    /// <summary>How wide it will be, roughly: marks take no room.</summary>
    public int Width { get; } = WidthOf(Text);

    public static CodeText Literal(double value) => new(CSharpLiteral.Of(value), value < 0 || (value == 0 && 1 / value < 0) ? Binding.Unary : Binding.Primary, 0, false);

    public static CodeText Name(string name, bool isTruth) => new(Mark(name), Binding.Primary, 0, isTruth);

    public static string Mark(string name) => Open + name + Shut;

    /// <summary>The text, in parentheses where it stands beside something that holds more tightly.</summary>
    public string In(Binding least) => Binding >= least ? Text : "(" + Text + ")";

    public CodeText AsNumber() => IsTruth ? new("(" + In(Binding.Or) + " ? 1.0 : 0.0)", Binding.Primary, Depth + 1, false) : this;

    public CodeText AsTruth() => IsTruth
        ? this
        : Text switch
        {
            "1.0" => new("true", Binding.Primary, 0, true),
            "0.0" => new("false", Binding.Primary, 0, true),
            _ => new(In(Binding.Relation) + " != 0.0", Binding.Equality, Depth + 1, true),
        };

    /// <summary>The marked names in a text.</summary>
    public static IEnumerable<string> Names(string text)
    {
        for (var at = text.IndexOf(Open); at >= 0; at = text.IndexOf(Open, at + 1))
        {
            var end = text.IndexOf(Shut, at);
            yield return text.Substring(at + 1, end - at - 1);
        }
    }

    /// <summary>The text as it is written: each marked name by what it is called there.</summary>
    public static string Resolve(string text, Func<string, string> write)
    {
        if (text.IndexOf(Open) < 0)
        {
            return text;
        }

        var result = new System.Text.StringBuilder(text.Length);
        var from = 0;
        for (var at = text.IndexOf(Open); at >= 0; at = text.IndexOf(Open, from))
        {
            var end = text.IndexOf(Shut, at);
            result.Append(text, from, at - from).Append(write(text.Substring(at + 1, end - at - 1)));
            from = end + 1;
        }

        return result.Append(text, from, text.Length - from).ToString();
    }

    private static int WidthOf(string text)
    {
        var width = 0;
        foreach (var c in text)
        {
            width += c is Open or Shut ? 0 : 1;
        }

        return width;
    }
}
