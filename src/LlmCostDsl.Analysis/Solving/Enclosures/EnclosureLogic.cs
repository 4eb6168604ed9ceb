using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Analysis.Solving.Enclosures;

/// <summary>Comparisons, conditions and choices on what is known of their operands.</summary>
internal static class EnclosureLogic
{
    /// <param name="difference">Right less left. Its sign is the comparison's answer: no difference of doubles is rounded across 0.</param>
    /// <param name="orEqual">Whether equals compare as well.</param>
    public static Enclosure Less(Enclosure left, Enclosure right, Enclosure difference, bool orEqual)
    {
        // What is no number compares with nothing.
        var mayBeNaN = left.MayBeNaN || right.MayBeNaN;
        if (!mayBeNaN && (orEqual ? left.High <= right.Low || IsAtLeast(difference) : left.High < right.Low || IsAbove(difference)))
        {
            return Enclosure.True;
        }

        if (orEqual ? left.Low > right.High || IsAbove(EnclosureArithmetic.Negative(difference)) : left.Low >= right.High || IsAtLeast(EnclosureArithmetic.Negative(difference)))
        {
            return Enclosure.False;
        }

        var way = (left.Way.Flip() & right.Way) | difference.Way;
        return mayBeNaN ? Enclosure.Truth(BothConstant(left, right), Interval.Everything) : Enclosure.Truth(way, difference.Slope);
    }

    public static Enclosure Equal(Enclosure left, Enclosure right, Enclosure difference)
        => left.High < right.Low || left.Low > right.High || IsAbove(difference) || IsAbove(EnclosureArithmetic.Negative(difference)) ? Enclosure.False
            : left is { MayBeNaN: false, IsConstant: true } && right is { MayBeNaN: false, IsConstant: true } && left.Low == left.High && right.Low == right.High && left.Low == right.Low ? Enclosure.True
            : Enclosure.Truth(BothConstant(left, right), Interval.Everything);

    public static Enclosure And(Enclosure a, Enclosure b)
    {
        var (x, y) = (AsTruth(a), AsTruth(b));
        return x.IsSurelyFalse || y.IsSurelyFalse ? Enclosure.False
            : x.IsSurelyTrue ? y
            : y.IsSurelyTrue ? x
            : Enclosure.Truth(x.Way & y.Way, x.Slope.Union(y.Slope));
    }

    public static Enclosure Or(Enclosure a, Enclosure b) => Not(And(Not(a), Not(b)));

    public static Enclosure Not(Enclosure a)
    {
        var x = AsTruth(a);
        return x.IsSurelyTrue ? Enclosure.False : x.IsSurelyFalse ? Enclosure.True : Enclosure.Truth(x.Way.Flip(), new(-x.Slope.High, -x.Slope.Low));
    }

    public static Enclosure Select(Enclosure condition, Enclosure then, Enclosure otherwise)
    {
        var truth = AsTruth(condition);
        if (truth.IsSurelyTrue || truth.IsSurelyFalse)
        {
            return truth.IsSurelyTrue ? then : otherwise;
        }

        // Changing from one to the other in a known direction, to what is never less or never more, goes that way.
        var either = then.Or(otherwise);
        var (rises, falls) = (then.Low >= otherwise.High, then.High <= otherwise.Low);
        Way Choice(Way changes) => changes == Way.Constant ? Way.Constant
            : (changes == Way.NeverFalls && rises) || (changes == Way.NeverRises && falls) ? Way.NeverFalls
            : (changes == Way.NeverFalls && falls) || (changes == Way.NeverRises && rises) ? Way.NeverRises
            : Way.Unknown;
        var slope = truth.IsConstant ? either.Slope : Enclosure.Jump(Choice(truth.Lean) & then.Lean & otherwise.Lean, Interval.Everything);

        // Rounding may change it back and forth where it changes.
        return either with { Way = either.Way & Choice(truth.Way), Slope = slope, Noise = truth.Way == Way.Unknown ? double.PositiveInfinity : either.Noise };
    }

    private static Way BothConstant(Enclosure a, Enclosure b) => a.IsConstant && b.IsConstant ? Way.Constant : Way.Unknown;

    // Whatever is not 0 is true, what is no number among it.
    private static Enclosure AsTruth(Enclosure a)
        => a.IsSurelyTrue ? Enclosure.True
            : a.IsSurelyFalse ? Enclosure.False
            : a.Low >= 0 && !a.MayBeNaN ? Enclosure.Truth(a.Way, a.Slope)
            : Enclosure.Truth(BothConstant(a, a), Interval.Everything);

    private static bool IsAbove(Enclosure difference) => !difference.MayBeNaN && difference.Low > 0;

    private static bool IsAtLeast(Enclosure difference) => !difference.MayBeNaN && difference.Low >= 0;
}
