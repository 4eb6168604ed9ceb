using System.ComponentModel;

namespace LlmCostDsl;

/// <summary>
/// Rows of a batch side by side, a lane each, as generated code computes with them: what a vector of some width does, to the bit what
/// <see cref="Math"/> does with one number. A truth is a mask: all bits of a lane are set where it holds.
/// </summary>
/// <typeparam name="TSelf">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>How many rows.</summary>
    static abstract int Width { get; }

    /// <summary>One value in all lanes.</summary>
    /// <param name="value">The value.</param>
    static abstract TSelf Of(double value);

    /// <summary>A truth in all lanes.</summary>
    /// <param name="truth">The truth.</param>
    static abstract TSelf Of(bool truth);

    /// <summary>As many values as there are lanes, from here on.</summary>
    /// <param name="first">The first of them.</param>
    static abstract TSelf Load(ref double first);

    /// <summary>The same of whole numbers.</summary>
    /// <param name="first">The first of them.</param>
    static abstract TSelf Load(ref long first);

    /// <summary>Writes all lanes.</summary>
    /// <param name="first">Where the first goes.</param>
    void Store(ref double first);

    /// <summary>The value of a lane.</summary>
    /// <param name="lane">Which, from 0.</param>
    double this[int lane] { get; }

    /// <summary>The same with another value in one lane.</summary>
    /// <param name="lane">Which, from 0.</param>
    /// <param name="value">The value.</param>
    TSelf With(int lane, double value);

    /// <summary>A bit a lane, the lowest for the first: whether its highest is set, as in a truth that holds.</summary>
    ulong Bits { get; }

#pragma warning disable CS1591, CA2225 // What operators mean is known; they are for generated code alone.
    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator *(double left, TSelf right);

    static abstract TSelf operator *(TSelf left, double right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, double right);

    static abstract TSelf operator &(TSelf left, TSelf right);

    static abstract TSelf operator |(TSelf left, TSelf right);

    static abstract TSelf operator ~(TSelf value);

    static abstract TSelf Max(TSelf a, TSelf b);

    static abstract TSelf Min(TSelf a, TSelf b);

    static abstract TSelf Ceiling(TSelf a);

    static abstract TSelf Floor(TSelf a);

    static abstract TSelf Abs(TSelf a);

    static abstract TSelf Sqrt(TSelf a);

    static abstract TSelf IsLess(TSelf a, TSelf b);

    static abstract TSelf IsAtMost(TSelf a, TSelf b);

    static abstract TSelf IsEqual(TSelf a, TSelf b);

    /// <summary>Lane by lane: a where the condition holds, else b.</summary>
    static abstract TSelf Choose(TSelf condition, TSelf a, TSelf b);
#pragma warning restore CS1591, CA2225
}
