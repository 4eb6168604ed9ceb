using LlmCostDsl.Analysis.Solving.Enclosures;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Solving;

/// <summary>What a question is solved for, and where it is looked for.</summary>
/// <param name="Name">As people write it: <c>batch</c>, <c>hw.bandwidth</c>.</param>
/// <param name="Variable">What moves in the plan.</param>
/// <param name="Kind">Its unit and dimension, as of an input.</param>
/// <param name="Low">The smallest value looked at, in base units.</param>
/// <param name="High">The largest.</param>
/// <param name="Range">Where the ends come from, for readers.</param>
internal sealed record SolveVariable(string Name, PlanVariable Variable, PlanInput Kind, double Low, double High, string Range)
{
    public bool IsWhole => Variable.IsWhole;

    /// <summary>The value next to this one, or the same where there is none.</summary>
    public double After(double value) => IsWhole ? value + 1 : Math.BitIncrement(value);

    public double Before(double value) => IsWhole ? value - 1 : Math.BitDecrement(value);

    /// <summary>A value between two others, one of them where nothing lies between: where the range is wide, as far from both by factors.</summary>
    public double Between(double low, double high)
    {
        if (IsWhole)
        {
            return Math.Floor(low + ((high - low) / 2));
        }

        var middle = low > 0 && high / low > 4 ? Math.Sqrt(low) * Math.Sqrt(high)
            : high < 0 && low / high > 4 ? -(Math.Sqrt(-low) * Math.Sqrt(-high))
            : low + ((high - low) / 2);
        return Math.Clamp(middle, low, high);
    }

    /// <summary>Whether a stretch is too short to look into: nothing lies inside, or only what differs by rounding.</summary>
    public bool IsPoint(double low, double high)
        => IsWhole ? high - low <= 1 : high - low <= Tolerance * Math.Max(Math.Abs(low), Math.Abs(high)) || Between(low, high) is var m && (m <= low || m >= high);

    /// <summary>How finely real values are told apart where nothing orders them.</summary>
    public const double Tolerance = 1e-12;
}
