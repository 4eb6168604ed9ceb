using LlmCostDsl.Compiler.Syntax.Lexing;

namespace LlmCostDsl.Compiler.Syntax.Formatting;

/// <summary>The space before each token: what belongs there, and what alignment adds.</summary>
internal sealed class Columns(Token[] tokens, Spacing spacing)
{
    private readonly int[] extra = new int[tokens.Length];

    /// <summary>A token as it is written; a percentage keeps its sign.</summary>
    public static string Written(Token token) => token.Kind == TokenKind.PercentNumber ? token.Text + "%" : token.Text;

    public int GapBefore(int index) => spacing.Before(index) + extra[index];

    public void Widen(int index, int by) => extra[index] += by;

    /// <summary>The width of a stretch of tokens on one line.</summary>
    public int WidthOf(int first, int last)
    {
        var width = 0;
        for (var i = first; i <= last; i++)
        {
            width += (i == first ? 0 : GapBefore(i)) + Written(tokens[i]).Length;
        }

        return width;
    }
}
