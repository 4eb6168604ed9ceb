namespace LlmCostDsl.Compiler.Plan;

/// <summary>Where something was written. Lines and columns count from 1; the end is behind the last character.</summary>
/// <param name="Path">As the host handed it in.</param>
internal sealed record PlanOrigin(string Path, int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary>For readers: <c>chat.llmspec:12</c>.</summary>
    public override string ToString()
        => Path.Substring(Path.LastIndexOfAny(['/', '\\']) + 1) + ":" + Line.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
