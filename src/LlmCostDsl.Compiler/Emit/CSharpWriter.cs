using System.Text;

namespace LlmCostDsl.Compiler.Emit;

/// <summary>Writes indented C#, line by line. Lines end in <c>\n</c> whatever the machine.</summary>
internal sealed class CSharpWriter
{
    private const int IndentSize = 4;

    private readonly StringBuilder text = new();
    private int indent;
    private bool isBlank = true;

    /// <summary>One line, or several separated by <c>\n</c>, each indented; an empty one carries no spaces.</summary>
    public CSharpWriter Line(string line = "")
    {
        foreach (var part in line.Split('\n'))
        {
            if (part.Length > 0)
            {
                text.Append(' ', part[0] == '#' ? 0 : indent * IndentSize).Append(part);
            }

            text.Append('\n');
            isBlank = part.Length == 0;
        }

        return this;
    }

    /// <summary>An empty line, unless there is one already or a block has just begun.</summary>
    public CSharpWriter Gap() => isBlank ? this : Line();

    /// <summary>A head with a block in braces, closed when disposed.</summary>
    /// <param name="close">What stands behind the closing brace.</param>
    public Scope Block(string head, string close = "")
    {
        Line(head);
        Line("{");
        indent++;
        isBlank = true;
        return new Scope(this, close);
    }

    /// <summary>A summary of documentation; several lines where it has them. Nothing where it is empty.</summary>
    public CSharpWriter Summary(string? documentation) => Documentation("summary", documentation);

    /// <summary>Documentation in a tag: <c>param name="x"</c>, <c>remarks</c>. The text is escaped.</summary>
    public CSharpWriter Documentation(string tag, string? documentation)
    {
        if (string.IsNullOrWhiteSpace(documentation))
        {
            return this;
        }

        var lines = documentation!.Trim().Replace("\r", string.Empty).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Split('\n');
        var end = tag.Split(' ')[0];
        if (lines.Length == 1)
        {
            return Line($"/// <{tag}>{lines[0].Trim()}</{end}>");
        }

        Line($"/// <{tag}>");
        foreach (var line in lines)
        {
            Line(("/// " + line.Trim()).TrimEnd());
        }

        return Line($"/// </{end}>");
    }

    public override string ToString() => text.ToString();

    private void Close(string close)
    {
        indent--;
        Line("}" + close);
    }

    /// <summary>An open block.</summary>
    public readonly struct Scope(CSharpWriter writer, string close) : IDisposable
    {
        public void Dispose() => writer.Close(close);
    }
}
