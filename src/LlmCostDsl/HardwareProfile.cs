using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace LlmCostDsl;

/// <summary>
/// A device as evaluators see it: a name and named values, all in base units (bytes, flops, seconds, joules, usd and their quotients). Attributes are
/// declared in specs, so no type can list them; what a profile does not hold is <em>absent</em>, which is different from zero. Immutable; equal by content.
/// </summary>
public sealed class HardwareProfile : IEquatable<HardwareProfile>
{
    private readonly FrozenDictionary<string, double> values;

    /// <summary>Makes a profile of named values.</summary>
    /// <param name="name">What the device is called in messages.</param>
    /// <param name="values">Each attribute that the device has, in base units. NaN is refused: leave the attribute out.</param>
    /// <exception cref="ArgumentException">A value is NaN, or a name appears twice.</exception>
    public HardwareProfile(string name, IEnumerable<KeyValuePair<string, double>> values)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(values);
        var copy = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (attribute, value) in values)
        {
            if (double.IsNaN(value) || !copy.TryAdd(attribute, value))
            {
                throw new ArgumentException($"Attribute '{attribute}' of {name} is not a number, or is given twice.", nameof(values));
            }
        }

        Name = name;
        this.values = copy.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private HardwareProfile(string name, FrozenDictionary<string, double> values)
    {
        Name = name;
        this.values = values;
    }

    /// <summary>What the device is called.</summary>
    public string Name { get; }

    /// <summary>The names of all attributes it has, in ordinal order.</summary>
    public IEnumerable<string> Attributes => values.Keys.Order(StringComparer.Ordinal);

    /// <summary>The value of an attribute, in base units.</summary>
    /// <param name="attribute">Its name as declared: <c>bandwidth</c>.</param>
    /// <exception cref="KeyNotFoundException">The device lacks the attribute; the message names both.</exception>
    public double this[string attribute]
        => values.TryGetValue(attribute, out var value) ? value : throw new KeyNotFoundException($"{Name} has no value for '{attribute}'.");

    /// <summary>Whether the device has the attribute.</summary>
    /// <param name="attribute">Its name as declared.</param>
    public bool Has(string attribute) => values.ContainsKey(attribute);

    /// <summary>The value of an attribute, where the device has it.</summary>
    /// <param name="attribute">Its name as declared.</param>
    /// <param name="value">Its value in base units, or NaN where it is absent.</param>
    /// <returns>Whether the device has it.</returns>
    public bool TryGet(string attribute, out double value)
    {
        var found = values.TryGetValue(attribute, out value);
        value = found ? value : double.NaN;
        return found;
    }

    /// <summary>The value of an attribute in base units, or NaN where the device lacks it.</summary>
    /// <param name="attribute">Its name as declared.</param>
    public double ValueOrNaN(string attribute) => values.TryGetValue(attribute, out var value) ? value : double.NaN;

    /// <summary>The same device with one value changed or added.</summary>
    /// <param name="attribute">Its name as declared.</param>
    /// <param name="value">Its value in base units.</param>
    public HardwareProfile With(string attribute, double value) => new(Name, values.Where(v => v.Key != attribute).Append(new(attribute, value)));

    /// <summary>The same device without an attribute.</summary>
    /// <param name="attribute">Its name as declared.</param>
    public HardwareProfile Without(string attribute) => new(Name, values.Where(v => v.Key != attribute));

    /// <summary>The same values under another name.</summary>
    /// <param name="name">What the device is called.</param>
    public HardwareProfile Renamed(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new(name, values);
    }

    /// <inheritdoc/>
    public bool Equals([NotNullWhen(true)] HardwareProfile? other)
        => other is not null && Name == other.Name && values.Count == other.values.Count
            && values.All(v => other.values.TryGetValue(v.Key, out var value) && value.Equals(v.Value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as HardwareProfile);

    /// <inheritdoc/>
    public override int GetHashCode() => values.Aggregate(Name.GetHashCode(StringComparison.Ordinal), (h, v) => h ^ HashCode.Combine(v.Key, v.Value));

    /// <summary>The name and how much is known of the device.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} ({values.Count} attributes)");
}
