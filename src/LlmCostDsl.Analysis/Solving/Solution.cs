using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Compiler;

namespace LlmCostDsl.Analysis.Solving;

/// <summary>What is wanted of the variable.</summary>
/// <param name="IsLargest">Largest, or smallest.</param>
/// <param name="Of">What is to be; null for the variable itself.</param>
internal sealed record SolveGoal(bool IsLargest, AskedExpression? Of)
{
    public string Word => IsLargest ? "largest" : "smallest";
}

/// <summary>A question solved, or what is known of it.</summary>
/// <param name="Inputs">In base units, by number of input; that of the variable does not matter.</param>
/// <param name="Found">The answer with its proof.</param>
/// <param name="Low">The lower end of the range.</param>
/// <param name="High">The upper end of the range.</param>
/// <param name="Beyond">The next value beyond the answer, which breaks something; null where there is none or it is not what ends the search.</param>
internal sealed record Solution(
    OpenQuestion Question, IReadOnlyList<double> Inputs, SolveVariable Variable, SolveGoal Goal, Demands Demands, Found Found, SolvePoint Low, SolvePoint High, SolvePoint? Beyond)
{
    public SolvePoint? Answer => Found.Point;

    public bool IsSolved => Answer is not null && Found.Proof != Proof.None;

    /// <summary>No value of the range meets all constraints.</summary>
    public bool IsInfeasible => Answer is null && Found.Proof != Proof.None;

    /// <summary>The constraints that the next value breaks.</summary>
    public IReadOnlyList<AskedExpression> Binding => Beyond is { IsAnswered: true } ? [.. Demands.Broken(Beyond)] : [];

    /// <summary>What an output is at a point.</summary>
    public double Figure(SolvePoint at, int output) => at[Question.Plan.Outputs[output].Node];
}
