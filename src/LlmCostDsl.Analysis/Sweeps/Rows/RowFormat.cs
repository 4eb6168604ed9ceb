namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>Rows as text. Whole lines, and the same ones wherever a row is computed.</summary>
internal abstract class RowFormat(Sweep sweep)
{
    protected Sweep Sweep => sweep;

    /// <summary>Whether each row's text depends on that row alone, so that rows may be written in any order and joined.</summary>
    public virtual bool IsStateless => true;

    /// <summary>What stands above the rows; empty or whole lines.</summary>
    public abstract string Header();

    public abstract string Rows(IReadOnlyList<SweepRow> rows);
}
