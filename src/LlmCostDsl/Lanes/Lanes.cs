using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LlmCostDsl;

/// <summary>What generated code does with rows side by side, whatever the width: how columns are read and written, and what no processor does in lanes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Lanes
{
    /// <summary>How many rows this machine computes at a time; 1 where it has no vectors.</summary>
    public static int Width
    {
        // Wider ones than the machine has would be made of halves, which every operation is then a call for.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.IsHardwareAccelerated ? Lanes512.Width : Vector256.IsHardwareAccelerated ? Lanes256.Width : Vector128.IsHardwareAccelerated ? Lanes128.Width : 1;
    }

    /// <summary>The next rows of a column, or what holds in all rows where it is empty. Beyond the end the last row is repeated.</summary>
    /// <typeparam name="TLanes">The vector.</typeparam>
    /// <param name="column">The column.</param>
    /// <param name="row">The first row; there is one.</param>
    /// <param name="otherwise">What holds where the column is empty.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Read<TLanes>(ReadOnlySpan<double> column, int row, double otherwise)
        where TLanes : struct, ILanes<TLanes>
        => row <= column.Length - TLanes.Width ? TLanes.Load(ref Unsafe.Add(ref MemoryMarshal.GetReference(column), row))
            : column.IsEmpty ? TLanes.Of(otherwise)
            : ReadRest<TLanes>(column, row);

    /// <inheritdoc cref="Read{TLanes}(ReadOnlySpan{double}, int, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Read<TLanes>(ReadOnlySpan<long> column, int row, long otherwise)
        where TLanes : struct, ILanes<TLanes>
        => row <= column.Length - TLanes.Width ? TLanes.Load(ref Unsafe.Add(ref MemoryMarshal.GetReference(column), row))
            : column.IsEmpty ? TLanes.Of((double)otherwise)
            : ReadRest<TLanes>(column, row);

    /// <summary>The same of truth values: all bits of a lane are set where it is true.</summary>
    /// <typeparam name="TLanes">The vector.</typeparam>
    /// <param name="column">The column.</param>
    /// <param name="row">The first row; there is one.</param>
    /// <param name="otherwise">What holds where the column is empty.</param>
    public static TLanes Read<TLanes>(ReadOnlySpan<bool> column, int row, bool otherwise)
        where TLanes : struct, ILanes<TLanes>
    {
        if (column.IsEmpty)
        {
            return TLanes.Of(otherwise);
        }

        var numbers = TLanes.Of(0.0);
        for (var lane = 0; lane < TLanes.Width; lane++)
        {
            numbers = numbers.With(lane, column[row + Math.Min(lane, column.Length - 1 - row)] ? 1.0 : 0.0);
        }

        return TLanes.IsEqual(numbers, TLanes.Of(1.0));
    }

    /// <summary>Writes rows where there are any: nothing into an empty column, and nothing beyond the end of one.</summary>
    /// <typeparam name="TLanes">The vector.</typeparam>
    /// <param name="values">The values.</param>
    /// <param name="column">The column.</param>
    /// <param name="row">The first row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write<TLanes>(TLanes values, Span<double> column, int row)
        where TLanes : struct, ILanes<TLanes>
    {
        if (row <= column.Length - TLanes.Width)
        {
            values.Store(ref Unsafe.Add(ref MemoryMarshal.GetReference(column), row));
        }
        else if (!column.IsEmpty)
        {
            WriteRest(values, column, row);
        }
    }

    /// <summary>The same for truth values.</summary>
    /// <typeparam name="TLanes">The vector.</typeparam>
    /// <param name="truths">All bits of a lane are set where it is true.</param>
    /// <param name="column">The column.</param>
    /// <param name="row">The first row.</param>
    public static void Write<TLanes>(TLanes truths, Span<bool> column, int row)
        where TLanes : struct, ILanes<TLanes>
    {
        var bits = truths.Bits;
        for (var lane = 0; lane < column.Length - row && lane < TLanes.Width; lane++)
        {
            column[row + lane] = ((bits >> lane) & 1) != 0;
        }
    }

    /// <summary>Whether a truth holds in no lane.</summary>
    /// <typeparam name="TLanes">The vector.</typeparam>
    /// <param name="truths">All bits of a lane are set where it is true.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool None<TLanes>(TLanes truths)
        where TLanes : struct, ILanes<TLanes>
        => truths.Bits == 0;

    /// <summary>Truths as numbers: 1 where one holds, else 0.</summary>
    /// <typeparam name="TLanes">The vector.</typeparam>
    /// <param name="truths">All bits of a lane are set where it is true.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes AsNumber<TLanes>(TLanes truths)
        where TLanes : struct, ILanes<TLanes>
        => truths & TLanes.Of(1.0);

    /// <summary>Numbers as truths: whatever is not 0.</summary>
    /// <typeparam name="TLanes">The vector.</typeparam>
    /// <param name="numbers">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes AsTruth<TLanes>(TLanes numbers)
        where TLanes : struct, ILanes<TLanes>
        => ~TLanes.IsEqual(numbers, TLanes.Of(0.0));

    /// <summary>Powers, each as <see cref="Math.Pow"/> has it.</summary>
    /// <typeparam name="TLanes">The vector.</typeparam>
    /// <param name="a">The bases.</param>
    /// <param name="b">The exponents.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TLanes Pow<TLanes>(TLanes a, TLanes b)
        where TLanes : struct, ILanes<TLanes>
    {
        var powers = a;
        for (var lane = 0; lane < TLanes.Width; lane++)
        {
            powers = powers.With(lane, Math.Pow(a[lane], b[lane]));
        }

        return powers;
    }

    /// <summary>Logarithms, each as <see cref="Math.Log2"/> has it.</summary>
    /// <typeparam name="TLanes">The vector.</typeparam>
    /// <param name="a">What they are taken of.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TLanes Log2<TLanes>(TLanes a)
        where TLanes : struct, ILanes<TLanes>
    {
        var logarithms = a;
        for (var lane = 0; lane < TLanes.Width; lane++)
        {
            logarithms = logarithms.With(lane, Math.Log2(a[lane]));
        }

        return logarithms;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLanes ReadRest<TLanes>(ReadOnlySpan<double> column, int row)
        where TLanes : struct, ILanes<TLanes>
    {
        var lanes = TLanes.Of(column[^1]);
        for (var lane = 0; lane < column.Length - row; lane++)
        {
            lanes = lanes.With(lane, column[row + lane]);
        }

        return lanes;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLanes ReadRest<TLanes>(ReadOnlySpan<long> column, int row)
        where TLanes : struct, ILanes<TLanes>
    {
        var lanes = TLanes.Of((double)column[^1]);
        for (var lane = 0; lane < column.Length - row; lane++)
        {
            lanes = lanes.With(lane, column[row + lane]);
        }

        return lanes;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteRest<TLanes>(TLanes values, Span<double> column, int row)
        where TLanes : struct, ILanes<TLanes>
    {
        for (var lane = 0; lane < column.Length - row; lane++)
        {
            column[row + lane] = values[lane];
        }
    }
}
