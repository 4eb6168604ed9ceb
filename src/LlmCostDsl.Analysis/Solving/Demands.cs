using LlmCostDsl.Analysis.Solving.Enclosures;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Solving;

/// <summary>What must hold for a value to be an answer: the asker's constraints, the guards of the plan, and that evaluation answers at all.</summary>
/// <param name="Constraints">Conditions of the asker.</param>
internal sealed record Demands(EvaluatorPlan Plan, IReadOnlyList<AskedExpression> Constraints)
{
    private readonly int[] conditions = [.. Constraints.Select(c => Plan.Outputs[c.Value].Node), .. Plan.Guards.Select(g => g.Condition)];

    public bool IsMet(SolvePoint point) => point.IsAnswered && Constraints.All(c => point.Holds(Plan.Outputs[c.Value].Node));

    /// <summary>The constraints that do not hold at a point.</summary>
    public IEnumerable<AskedExpression> Broken(SolvePoint point) => Constraints.Where(c => !PlanArithmetic.IsTrue(point[Plan.Outputs[c.Value].Node]));

    /// <summary>Whether every point of the last box breaks a demand.</summary>
    public bool AreRefuted(PlanEnclosures box) => conditions.Any(c => box[c].IsSurelyFalse);

    /// <summary>Whether every point of the last box meets all demands.</summary>
    public bool AreProved(PlanEnclosures box) => conditions.All(c => box[c] is { IsSurelyTrue: true, MayBeNaN: false }) && !MayBeRefused(box);

    /// <summary>
    /// The demands that can only cease to hold as the variable grows, and those that can only begin to; null where one may do either, so that the order of
    /// points says nothing.
    /// </summary>
    /// <param name="isStrict">Whether evaluated values have to be in order to the last digit.</param>
    public OrderedDemands? Ordered(PlanEnclosures box, bool isStrict)
    {
        if (MayBeRefused(box))
        {
            return null;
        }

        var (ending, beginning) = (new List<int>(), new List<int>());
        foreach (var condition in conditions.Where(c => !(box[c].IsSurelyTrue && !box[c].MayBeNaN)))
        {
            var found = box[condition];
            var way = isStrict ? found.Way : found.Lean;
            if (found.MayBeNaN || found.Low < 0 || way == Way.Unknown)
            {
                return null;
            }

            (way.Has(Way.NeverRises) ? ending : beginning).Add(condition);
        }

        return new(ending, beginning);
    }

    // A loop that is too long makes an output no number, and that is refused.
    private bool MayBeRefused(PlanEnclosures box) => Plan.Loops.Count > 0 && Plan.Outputs.Any(o => box[o.Node].MayBeNaN);
}

/// <summary>Conditions over a box in which each changes at most once.</summary>
/// <param name="Ending">Nodes that hold up to somewhere.</param>
/// <param name="Beginning">Nodes that hold from somewhere on.</param>
internal sealed record OrderedDemands(IReadOnlyList<int> Ending, IReadOnlyList<int> Beginning)
{
    // As guards have it: what is no number does not hold.
    public static bool Hold(IReadOnlyList<int> conditions, SolvePoint point) => conditions.All(c => Math.Abs(point[c]) > 0);
}
