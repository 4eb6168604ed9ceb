using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace LlmCostDsl;

/// <summary>The extents of a tensor, outermost first. They are numbers rather than whole numbers because a row may stand for the mean of many tensors. Unmanaged.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public readonly struct TensorShape : IEquatable<TensorShape>
{
    /// <summary>How many extents are kept; of a tensor with more, the last one kept is the product of the rest.</summary>
    public const int MaximumRank = 8;

    private readonly Extents extents;

    /// <summary>Makes a shape of its extents.</summary>
    /// <param name="extents">Outermost first.</param>
    public TensorShape(ReadOnlySpan<double> extents)
    {
        Rank = Math.Min(extents.Length, MaximumRank);
        extents[..Rank].CopyTo(this.extents);
        for (var i = MaximumRank; i < extents.Length; i++)
        {
            this.extents[MaximumRank - 1] *= extents[i];
        }
    }

    /// <summary>How many extents there are; 0 for a scalar.</summary>
    public int Rank { get; }

    /// <summary>The number of elements.</summary>
    public double Size
    {
        get
        {
            var size = 1.0;
            for (var i = 0; i < Rank; i++)
            {
                size *= extents[i];
            }

            return size;
        }
    }

    /// <summary>One extent.</summary>
    /// <param name="dimension">From 0, the outermost, to <see cref="Rank"/> - 1.</param>
    public double this[int dimension]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(dimension);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(dimension, Rank);
            return extents[dimension];
        }
    }

    /// <summary>Whether both have the same extents.</summary>
    /// <param name="left">One shape.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(TensorShape left, TensorShape right) => left.Equals(right);

    /// <summary>Whether they differ in an extent.</summary>
    /// <param name="left">One shape.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(TensorShape left, TensorShape right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(TensorShape other)
    {
        if (Rank != other.Rank)
        {
            return false;
        }

        for (var i = 0; i < Rank; i++)
        {
            if (!extents[i].Equals(other.extents[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TensorShape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = Rank;
        for (var i = 0; i < Rank; i++)
        {
            hash = HashCode.Combine(hash, extents[i]);
        }

        return hash;
    }

    /// <summary>As it is written in specs: <c>[8, 1024, 4096]</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("[");
        for (var i = 0; i < Rank; i++)
        {
            text.Append(i == 0 ? string.Empty : ", ").Append(extents[i].ToString(CultureInfo.InvariantCulture));
        }

        return text.Append(']').ToString();
    }

    [InlineArray(MaximumRank)]
    private struct Extents
    {
        private double first;
    }
}
