using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace LlmCostDsl;

/// <summary>
/// The exceptions of generated code, out of its way: what refuses is never inlined, so that what computes stays small. A row of -1 means that
/// there is no row; the row of a batch is named in the message.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Refusal
{
    /// <summary>An input is outside its range, or no number.</summary>
    /// <param name="property">The property that holds it.</param>
    /// <param name="name">The input's name in the spec.</param>
    /// <param name="value">Its value in the unit people write it in.</param>
    /// <param name="unit">That unit, or nothing.</param>
    /// <param name="accepted">What it accepts.</param>
    /// <param name="row">The row of a batch, or -1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Always.</exception>
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void OutOfRange(string property, string name, double value, string unit, string accepted, int row)
        => throw new ArgumentOutOfRangeException(
            property,
            Row(row) + (double.IsNaN(value)
                ? $"input '{name}' has no value; it accepts {accepted}"
                : $"input '{name}' is {Quantity(value, unit)}, which is outside its range: {accepted}"));

    /// <summary>An input is no whole number, but has to be.</summary>
    /// <param name="property">The property that holds it.</param>
    /// <param name="name">The input's name in the spec.</param>
    /// <param name="value">Its value in the unit people write it in.</param>
    /// <param name="unit">That unit, or nothing.</param>
    /// <param name="accepted">What it accepts.</param>
    /// <param name="row">The row of a batch, or -1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Always.</exception>
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void NotWhole(string property, string name, double value, string unit, string accepted, int row)
        => throw new ArgumentOutOfRangeException(
            property, $"{Row(row)}input '{name}' is {Quantity(value, unit)}, but only whole numbers are accepted: {accepted}");

    /// <summary>An evaluator was made by default and not by <c>On</c>: it has no device.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Unbound() => throw new InvalidOperationException("this evaluator is bound to no device: get one from On");

    /// <summary>Something that the spec requires does not hold for these inputs.</summary>
    /// <param name="message">The spec's own sentence.</param>
    /// <param name="row">The row of a batch, or -1.</param>
    /// <exception cref="InvalidOperationException">Always.</exception>
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Broken(string message, int row) => throw new InvalidOperationException(Row(row) + message);

    /// <summary>The device lacks an attribute that is needed for these inputs.</summary>
    /// <param name="device">The device.</param>
    /// <param name="attribute">What it lacks.</param>
    /// <param name="row">The row of a batch, or -1.</param>
    /// <exception cref="InvalidOperationException">Always.</exception>
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Missing(HardwareProfile device, string attribute, int row) => throw new InvalidOperationException(Row(row) + Lacks(device, attribute));

    /// <summary>The device will not do, whatever the inputs are.</summary>
    /// <param name="device">The device.</param>
    /// <param name="message">The spec's own sentence.</param>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Unsuitable(HardwareProfile device, string message) => throw new ArgumentException(message, nameof(device));

    /// <summary>The device lacks an attribute that is needed whatever the inputs are.</summary>
    /// <param name="device">The device.</param>
    /// <param name="attribute">What it lacks.</param>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Missing(HardwareProfile device, string attribute) => throw new ArgumentException(Lacks(device, attribute), nameof(device));

    /// <summary>A loop was refused, and a result is no number because of it.</summary>
    /// <param name="origin">Where the loop was written.</param>
    /// <param name="range">What it was to run over.</param>
    /// <param name="row">The row of a batch, or -1.</param>
    /// <exception cref="InvalidOperationException">Always.</exception>
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Loop(string origin, in IterationRange range, int row)
    {
        var fact = double.IsFinite(range.Asked)
            ? $"the loop at {origin} would run {Number(range.Asked)} times"
            : $"the range of the loop at {origin} is not finite ({Number(range.Low)}..{Number(range.High)})";
        throw new InvalidOperationException($"{Row(row)}{fact}; at most {Number(IterationRange.IterationLimit)} iterations are allowed");
    }

    /// <summary>A span is too short for what is to be written.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="needed">How long it has to be.</param>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void TooShort(string parameter, int length, int needed)
        => throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There is room for {length} rows, but {needed} are needed."), parameter);

    /// <summary>The columns of a batch differ in length.</summary>
    /// <param name="column">The column that does not fit.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="rows">How many rows the batch has.</param>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Length(string column, int length, int rows)
        => throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Column {column} has {length} values, but the batch has {rows} rows."), column);

    private static string Lacks(HardwareProfile device, string attribute) => $"'{device.Name}' does not state '{attribute}', which is needed here";

    private static string Row(int row) => row < 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"row {row}: ");

    private static string Quantity(double value, string unit)
    {
        var number = value.ToString(Math.Floor(value) == value && Math.Abs(value) < 1e15 ? "0" : "R", CultureInfo.InvariantCulture);
        return unit.Length == 0 ? number : number + " " + unit;
    }

    private static string Number(double value) => value.ToString(Math.Abs(value) < 1e15 ? "#,0.###" : "R", CultureInfo.InvariantCulture);
}
