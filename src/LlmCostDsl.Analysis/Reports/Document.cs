namespace LlmCostDsl.Analysis.Reports;

/// <summary>How a piece of text is meant; what that looks like is up to whoever shows it.</summary>
internal enum Tone
{
    Normal,
    Strong,
    Dim,
    Accent,
    Caution,
    Alarm,
}

internal sealed record Segment(string Text, Tone Tone = Tone.Normal);

/// <summary>A report before it has a form: text, markdown and colours are made of the same.</summary>
internal abstract record Block;

/// <param name="Remark">What stands beside it, quieter.</param>
internal sealed record Title(string Text, string Remark, int Level) : Block;

internal sealed record Paragraph(string Text, Tone Tone = Tone.Normal) : Block;

/// <param name="Columns">From left to right.</param>
/// <param name="Rows">As many cells each as there are columns.</param>
internal sealed record Grid(IReadOnlyList<GridColumn> Columns, IReadOnlyList<GridRow> Rows) : Block;

/// <param name="Header">A line break is where it may be broken to save room.</param>
/// <param name="IsRight">Numbers stand to the right.</param>
/// <param name="Sacrifice">Where there is no room, the column with the highest goes first; 0 always stays.</param>
/// <param name="MayBeCut">Prose, of which the beginning is better than nothing.</param>
/// <param name="Unit">Of all its figures, where they are given without.</param>
internal sealed record GridColumn(string Header, bool IsRight, int Sacrifice = 0, bool MayBeCut = false, string Unit = "");

/// <param name="Tone">Of the whole row.</param>
/// <param name="IsTotal">Set off from the rows before.</param>
/// <param name="IsHeading">The first cell is a sentence over all columns.</param>
internal sealed record GridRow(IReadOnlyList<string> Cells, Tone Tone = Tone.Normal, bool IsTotal = false, bool IsHeading = false);
