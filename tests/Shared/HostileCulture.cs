using System.Globalization;
using System.Runtime.CompilerServices;

namespace LlmCostDsl.Tests;

/// <summary>
/// The culture all tests run under: commas for points, dots for groups of two, U+2212 for minus and words for what is no number. Whatever prints or reads
/// a number without saying how gives itself away. Made by hand: with invariant globalization no culture of this kind can be asked for by name.
/// </summary>
internal static class HostileCulture
{
    public const string Minus = "\u2212";

    public static CultureInfo Instance { get; } = Make();

#pragma warning disable CA2255 // A test assembly is nobody's library, and this has to be there before anything runs.
    [ModuleInitializer]
    internal static void Install()
#pragma warning restore CA2255
    {
        CultureInfo.DefaultThreadCurrentCulture = Instance;
        CultureInfo.DefaultThreadCurrentUICulture = Instance;
        CultureInfo.CurrentCulture = Instance;
        CultureInfo.CurrentUICulture = Instance;
    }

    private static CultureInfo Make()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        var numbers = culture.NumberFormat;
        numbers.NegativeSign = Minus;
        numbers.PositiveSign = "\uff0b";
        numbers.NaNSymbol = "keine Zahl";
        numbers.PositiveInfinitySymbol = "unendlich";
        numbers.NegativeInfinitySymbol = "minus unendlich";
        (numbers.NumberDecimalSeparator, numbers.NumberGroupSeparator, numbers.NumberGroupSizes) = (",", ".", [2, 3]);
        (numbers.PercentDecimalSeparator, numbers.PercentGroupSeparator, numbers.PercentSymbol) = (",", ".", "v. H.");
        (numbers.CurrencyDecimalSeparator, numbers.CurrencyGroupSeparator, numbers.CurrencySymbol) = (",", ".", "Tlr");
        culture.DateTimeFormat.DateSeparator = "'";
        culture.DateTimeFormat.TimeSeparator = ",";
        return CultureInfo.ReadOnly(culture);
    }
}
