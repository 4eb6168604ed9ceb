using System.Text;

namespace LlmCostDsl.Analysis.Reports;

/// <summary>A document as markdown.</summary>
internal static class MarkdownRenderer
{
    public static string Render(IEnumerable<Block> document)
    {
        var text = new StringBuilder();
        foreach (var block in document)
        {
            text.Append(text.Length > 0 ? "\n" : string.Empty);
            switch (block)
            {
                case Title title:
                    text.Append('#', title.Level).Append(' ').Append(Escape(title.Text));
                    text.Append(title.Remark.Length > 0 ? " — " + Escape(title.Remark) : string.Empty).Append('\n');
                    break;
                case Paragraph paragraph:
                    text.Append(Escape(paragraph.Text.Trim())).Append('\n');
                    break;
                case Grid grid:
                    Row(text, grid.Columns.Select(c => Header(c.Header, c.Unit)), bold: false);
                    text.Append('|').Append(string.Concat(grid.Columns.Select(c => c.IsRight ? "---:|" : "---|"))).Append('\n');
                    foreach (var row in grid.Rows)
                    {
                        Row(text, row.Cells, row.IsTotal || row.IsHeading);
                    }

                    break;
                default:
                    break;
            }
        }

        return text.ToString();
    }

    private static string Header(string header, string unit)
        => header.Replace("\n", string.Empty, StringComparison.Ordinal) + (unit.Length == 0 ? string.Empty : $" [{unit}]");

    private static void Row(StringBuilder text, IEnumerable<string> cells, bool bold)
    {
        foreach (var cell in cells.Select(c => Escape(c.Trim())))
        {
            text.Append("| ").Append(bold && cell.Length > 0 ? $"**{cell}**" : cell).Append(' ');
        }

        text.Append("|\n");
    }

    private static string Escape(string text) => text.Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("*", "\\*", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
