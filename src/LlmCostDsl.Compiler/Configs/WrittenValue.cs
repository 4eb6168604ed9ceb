using System.Globalization;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;

namespace LlmCostDsl.Compiler.Configs;

/// <summary>Values as a spec writes them, by the type of the parameter they are for.</summary>
internal static class WrittenValue
{
    /// <returns>The text, or null where the value does not fit the type; then <paramref name="needed"/> says what would.</returns>
    public static string? Of(SpecType type, ConfigValue value, out string needed)
    {
        needed = type.Kind switch
        {
            TypeKind.Truth => "true or false",
            TypeKind.Counts => "a set of whole numbers",
            _ when type.IsWhole => "a whole number that is not negative",
            _ => "a number",
        };
        return (type.Kind, value) switch
        {
            (TypeKind.Truth, TruthValue t) => t.Value ? "true" : "false",
            (TypeKind.Counts, _) when ConfigFunctions.Set(value) is { } s && s.Items.All(i => i.Sign >= 0) => "{" + string.Join(", ", s.Items.Select(Number)) + "}",
            (TypeKind.Number, NumberValue n) when type.IsWhole => n.Value.IsWhole && n.Value.Sign >= 0 && n.Value <= long.MaxValue ? Number(n.Value) : null,
            (TypeKind.Number, NumberValue n) => Number(n.Value) + (type == SpecType.Bits ? " bit" : string.Empty),
            _ => null,
        };
    }

    public static string Text(string text) => "\"" + new string([.. text.Where(c => !char.IsControl(c))]).Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";

    /// <summary>Whole numbers exactly, others as near as a double is.</summary>
    public static string Number(Rational value)
        => value.IsWhole ? value.Numerator.ToString(CultureInfo.InvariantCulture) : value.ToDouble().ToString("R", CultureInfo.InvariantCulture);
}
