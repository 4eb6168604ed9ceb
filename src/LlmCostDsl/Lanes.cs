using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LlmCostDsl;

/// <summary>
/// Rows of a batch side by side in a vector of generated code: how columns are read into lanes and written back, and what no processor does in lanes.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Lanes
{
    /// <summary>So many rows at a time.</summary>
    public const int Width = 8;

    /// <summary>Whether this machine is quicker with lanes than row by row.</summary>
    public static bool AreOffered
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        // In halves, which every operation is then a call for, rows take several times as long as one by one.
        get => Vector512.IsHardwareAccelerated;
    }

    /// <summary>The next rows of a column, or what holds in all rows where it is empty. Beyond the end the last row is repeated.</summary>
    /// <param name="column">The column.</param>
    /// <param name="row">The first row; there is one.</param>
    /// <param name="otherwise">What holds where the column is empty.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Read(ReadOnlySpan<double> column, int row, double otherwise)
        => row <= column.Length - Width ? Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(column), (nuint)row)
            : column.IsEmpty ? Vector512.Create(otherwise)
            : ReadRest(column, row);

    /// <inheritdoc cref="Read(ReadOnlySpan{double}, int, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Read(ReadOnlySpan<long> column, int row, long otherwise)
        => row <= column.Length - Width ? Vector512.ConvertToDouble(Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(column), (nuint)row))
            : column.IsEmpty ? Vector512.Create((double)otherwise)
            : ReadRest(column, row);

    /// <summary>The same of truth values: all bits of a lane are set where it is true.</summary>
    /// <param name="column">The column.</param>
    /// <param name="row">The first row; there is one.</param>
    /// <param name="otherwise">What holds where the column is empty.</param>
    public static Vector512<double> Read(ReadOnlySpan<bool> column, int row, bool otherwise)
    {
        if (column.IsEmpty)
        {
            return otherwise ? Vector512<double>.AllBitsSet : Vector512<double>.Zero;
        }

        Vector512<long> lanes = default;
        for (var lane = 0; lane < Width; lane++)
        {
            lanes = lanes.WithElement(lane, column[row + Math.Min(lane, column.Length - 1 - row)] ? -1 : 0);
        }

        return lanes.AsDouble();
    }

    /// <summary>Writes rows where there are any: nothing into an empty column, and nothing beyond the end of one.</summary>
    /// <param name="values">The values.</param>
    /// <param name="column">The column.</param>
    /// <param name="row">The first row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(Vector512<double> values, Span<double> column, int row)
    {
        if (row <= column.Length - Width)
        {
            values.StoreUnsafe(ref MemoryMarshal.GetReference(column), (nuint)row);
        }
        else if (!column.IsEmpty)
        {
            WriteRest(values, column, row);
        }
    }

    /// <summary>The same for truth values.</summary>
    /// <param name="truths">All bits of a lane are set where it is true.</param>
    /// <param name="column">The column.</param>
    /// <param name="row">The first row.</param>
    public static void Write(Vector512<double> truths, Span<bool> column, int row)
    {
        var bits = truths.ExtractMostSignificantBits();
        for (var lane = 0; lane < column.Length - row && lane < Width; lane++)
        {
            column[row + lane] = ((bits >> lane) & 1) != 0;
        }
    }

    /// <summary>Whether a truth holds in no lane.</summary>
    /// <param name="truths">All bits of a lane are set where it is true.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool None(Vector512<double> truths) => truths.ExtractMostSignificantBits() == 0;

    /// <summary>Powers, each as <see cref="Math.Pow"/> has it.</summary>
    /// <param name="a">The bases.</param>
    /// <param name="b">The exponents.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<double> Pow(Vector512<double> a, Vector512<double> b)
    {
        var powers = a;
        for (var lane = 0; lane < Width; lane++)
        {
            powers = powers.WithElement(lane, Math.Pow(a.GetElement(lane), b.GetElement(lane)));
        }

        return powers;
    }

    /// <summary>Logarithms, each as <see cref="Math.Log2"/> has it.</summary>
    /// <param name="a">What they are taken of.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<double> Log2(Vector512<double> a)
    {
        var logarithms = a;
        for (var lane = 0; lane < Width; lane++)
        {
            logarithms = logarithms.WithElement(lane, Math.Log2(a.GetElement(lane)));
        }

        return logarithms;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<double> ReadRest(ReadOnlySpan<double> column, int row)
    {
        Vector512<double> lanes = default;
        for (var lane = 0; lane < Width; lane++)
        {
            lanes = lanes.WithElement(lane, column[row + Math.Min(lane, column.Length - 1 - row)]);
        }

        return lanes;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<double> ReadRest(ReadOnlySpan<long> column, int row)
    {
        Vector512<double> lanes = default;
        for (var lane = 0; lane < Width; lane++)
        {
            lanes = lanes.WithElement(lane, column[row + Math.Min(lane, column.Length - 1 - row)]);
        }

        return lanes;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteRest(Vector512<double> values, Span<double> column, int row)
    {
        for (var lane = 0; lane < column.Length - row; lane++)
        {
            column[row + lane] = values.GetElement(lane);
        }
    }
}
