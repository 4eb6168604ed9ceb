using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Configs;

/// <summary>The functions of configs beyond those that need names: of values to a value, null where they do not take them.</summary>
internal static class ConfigFunctions
{
    /// <summary>Functions with ordinary arguments.</summary>
    public static readonly HashSet<string> Plain = ["min", "max", "ceil", "floor", "round", "abs", "item", "size"];

    /// <summary>Functions whose arguments are a key or an index.</summary>
    public static readonly HashSet<string> Special = ["present", "key", "set", "sum"];

    public static ConfigValue? Call(string name, IReadOnlyList<ConfigValue> arguments) => (name, arguments) switch
    {
        ("min", _) when Numbers(arguments) is { } all => new NumberValue(all.Min()),
        ("max", _) when Numbers(arguments) is { } all => new NumberValue(all.Max()),
        ("ceil", [NumberValue a]) => new NumberValue(a.Value.Ceiling()),
        ("floor", [NumberValue a]) => new NumberValue(a.Value.Floor()),
        ("round", [NumberValue a]) => new NumberValue((a.Value + (Rational.One / 2)).Floor()),
        ("round", [NumberValue a, NumberValue multiple]) when multiple.Value.Sign > 0
            => new NumberValue(((a.Value / multiple.Value) + (Rational.One / 2)).Floor() * multiple.Value),
        ("abs", [NumberValue a]) => new NumberValue(a.Value.Abs()),
        ("size", [ListValue l]) => new NumberValue(l.Size),
        ("size", [SetValue s]) => new NumberValue(s.Items.Count),
        ("size", [TextValue t]) => new NumberValue(t.Value.Length),
        ("item", [ListValue l, NumberValue i]) when Place(i, l.Items.Count) is { } at => l.Items[at],
        ("item", [SetValue s, NumberValue i]) when Place(i, s.Items.Count) is { } at => new NumberValue(s.Items[at]),
        ("item", [TextValue t, NumberValue i]) when Place(i, t.Value.Length) is { } at => new TextValue(t.Value.Substring(at, 1)),
        _ => null,
    };

    /// <summary>Whether two values are the same; null where they cannot be.</summary>
    public static bool? Same(ConfigValue left, ConfigValue right) => (left, right) switch
    {
        (NumberValue a, NumberValue b) => a.Value == b.Value,
        (TextValue a, TextValue b) => a.Value == b.Value,
        (TruthValue a, TruthValue b) => a.Value == b.Value,
        (SetValue or ListValue, SetValue or ListValue) when Set(left) is { } a && Set(right) is { } b => a.Items == b.Items,
        (ListValue a, ListValue b) => a == b,

        // A key that may hold either is asked for one of them.
        (TruthValue or NumberValue or TextValue, TruthValue or NumberValue or TextValue) => false,
        _ => null,
    };

    /// <summary>Whether a list or set holds a value; null where it is neither.</summary>
    public static bool? Holds(ConfigValue all, ConfigValue one) => all switch
    {
        SetValue s => one is NumberValue n && s.Items.Contains(n.Value),
        ListValue l when l.Items.Count == l.Size => l.Items.Any(i => Same(i, one) == true),
        _ => null,
    };

    /// <summary>A list of whole numbers as a set; null of what is none.</summary>
    public static SetValue? Set(ConfigValue value) => value switch
    {
        SetValue s => s,
        ListValue l when l.Items.Count == l.Size && l.Items.All(i => i is NumberValue { Value.IsWhole: true }) => Set(l.Items.Select(i => ((NumberValue)i).Value)),
        _ => null,
    };

    public static SetValue Set(IEnumerable<Rational> items) => new(items.Distinct().OrderBy(i => i).ToEquatable());

    private static List<Rational>? Numbers(IReadOnlyList<ConfigValue> arguments)
        => arguments.Count > 0 && arguments.All(a => a is NumberValue) ? [.. arguments.Select(a => ((NumberValue)a).Value)] : null;

    private static int? Place(NumberValue index, int size) => index.Value.IsWhole && index.Value.Sign >= 0 && index.Value < size ? (int)index.Value.Numerator : null;
}
