using System.Globalization;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Configs;

/// <summary>What a key of a file holds, or what is worked out of several.</summary>
internal abstract record ConfigValue
{
    /// <summary>As reports show it.</summary>
    public abstract string Shown { get; }

    /// <summary>As messages call it.</summary>
    public abstract string Kind { get; }
}

internal sealed record NumberValue(Rational Value) : ConfigValue
{
    public override string Shown => Value.IsWhole ? Value.Numerator.ToString(CultureInfo.InvariantCulture) : Value.ToDouble().ToString("R", CultureInfo.InvariantCulture);

    public override string Kind => "a number";
}

internal sealed record TruthValue(bool Value) : ConfigValue
{
    public override string Shown => Value ? "true" : "false";

    public override string Kind => "true or false";
}

internal sealed record TextValue(string Value) : ConfigValue
{
    public override string Shown => "\"" + (Value.Length > 60 ? Value.Substring(0, 60) + "…" : Value) + "\"";

    public override string Kind => "a text";
}

/// <summary>A list. Of a very long one only how many items it has is kept.</summary>
internal sealed record ListValue(EquatableArray<ConfigValue> Items, long Size) : ConfigValue
{
    public override string Shown => Items.Count == Size && Size <= 8 ? "[" + string.Join(", ", Items.Select(i => i.Shown)) + "]" : $"a list of {Size.ToString(CultureInfo.InvariantCulture)}";

    public override string Kind => "a list";
}

/// <summary>A set of whole numbers, in their order.</summary>
internal sealed record SetValue(EquatableArray<Rational> Items) : ConfigValue
{
    public override string Shown => "{" + string.Join(", ", Items.Select(i => new NumberValue(i).Shown)) + "}";

    public override string Kind => "a set";
}

/// <summary>A key that holds further keys, or a structure inside a list: known to be there, and no more.</summary>
internal sealed record StructureValue : ConfigValue
{
    public override string Shown => "{…}";

    public override string Kind => "a structure";
}

/// <summary>Nothing: the key is not there, or holds null. What is worked out of it is nothing as well.</summary>
internal sealed record AbsentValue(string Key) : ConfigValue
{
    public override string Shown => "nothing";

    public override string Kind => "nothing";
}
