using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace LlmCostDsl;

/// <summary>
/// A device as evaluators see it: a name and named values, all in base units (bytes, flops, seconds, joules, usd and their quotients). Attributes are
/// declared in specs, so no type can list them; what a profile does not hold is <em>absent</em>, which is different from zero. Immutable, equal by name and
/// values, safe to share between threads; reading allocates nothing.
/// </summary>
/// <example>
/// <code>
/// var board = new HardwareProfile("Board", [new("bandwidth", 1.2 * Units.TB), new("capacity", 64 * Units.GB)]) { Title = "A board of ours" };
/// </code>
/// </example>
public sealed class HardwareProfile : IEquatable<HardwareProfile>
{
    // Places are shared by profiles that state the same attributes, so that trying other values copies numbers only.
    private readonly FrozenDictionary<string, int> places;
    private readonly double[] values;

    /// <summary>Makes a profile of which nothing is known yet: <c>new HardwareProfile("Board").With("bandwidth", 1.2 * Units.TB)</c>.</summary>
    /// <param name="name">What the device is called in messages.</param>
    public HardwareProfile(string name)
        : this(name, [])
    {
    }

    /// <summary>Makes a profile of named values.</summary>
    /// <param name="name">What the device is called in messages.</param>
    /// <param name="values">Each attribute that the device has, in base units; a truth is 1 or 0. What is not known is left out.</param>
    /// <exception cref="ArgumentException">A value is NaN or negative, or a name appears twice.</exception>
    public HardwareProfile(string name, IEnumerable<KeyValuePair<string, double>> values)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(values);
        Name = name;
        var slots = new Dictionary<string, int>(StringComparer.Ordinal);
        var numbers = new List<double>();
        foreach (var (attribute, value) in values)
        {
            ArgumentException.ThrowIfNullOrEmpty(attribute, nameof(values));
            if (!slots.TryAdd(attribute, numbers.Count))
            {
                throw new ArgumentException($"{name} states '{attribute}' twice.", nameof(values));
            }

            numbers.Add(Checked(attribute, value, nameof(values)));
        }

        places = slots.ToFrozenDictionary(StringComparer.Ordinal);
        this.values = [.. numbers];
    }

    private HardwareProfile(HardwareProfile other, string name, double[] values)
    {
        Name = name;
        Source = other.Source;
        places = other.places;
        this.values = values;
    }

    /// <summary>What the device is called in messages: <c>A6000</c>.</summary>
    public string Name { get; }

    /// <summary>What people call it, maker and all; null where nobody said. No part of its identity.</summary>
    public string? Title { get; init; }

    /// <summary>Where its figures come from; null where nobody said. No part of its identity.</summary>
    public string? Source { get; init; }

    /// <summary>The names of all attributes it has, in ordinal order.</summary>
    public IEnumerable<string> Attributes => places.Keys.Order(StringComparer.Ordinal);

    /// <summary>The value of an attribute, in base units.</summary>
    /// <param name="attribute">Its name as declared: <c>bandwidth</c>.</param>
    /// <exception cref="KeyNotFoundException">The device lacks the attribute; the message names both.</exception>
    public double this[string attribute]
        => places.TryGetValue(attribute, out var place) ? values[place] : throw new KeyNotFoundException($"{Name} has no value for '{attribute}'.");

    /// <summary>Whether the device has the attribute.</summary>
    /// <param name="attribute">Its name as declared.</param>
    public bool Has(string attribute) => places.ContainsKey(attribute);

    /// <summary>The value of an attribute, where the device has it.</summary>
    /// <param name="attribute">Its name as declared.</param>
    /// <param name="value">Its value in base units, or NaN where it is absent.</param>
    /// <returns>Whether the device has it.</returns>
    public bool TryGet(string attribute, out double value)
    {
        value = ValueOrNaN(attribute);
        return !double.IsNaN(value);
    }

    /// <summary>The value of an attribute in base units, or NaN where the device lacks it.</summary>
    /// <param name="attribute">Its name as declared.</param>
    public double ValueOrNaN(string attribute) => places.TryGetValue(attribute, out var place) ? values[place] : double.NaN;

    /// <summary>The same device with one value changed or added.</summary>
    /// <param name="attribute">Its name as declared.</param>
    /// <param name="value">Its value in base units.</param>
    /// <exception cref="ArgumentException">The value is NaN or negative.</exception>
    public HardwareProfile With(string attribute, double value)
    {
        if (!places.TryGetValue(attribute, out var place))
        {
            return new(Name, [.. Values, new(attribute, value)]) { Title = Title, Source = Source };
        }

        double[] changed = [.. values];
        changed[place] = Checked(attribute, value, nameof(value));
        return new(this, Name, changed) { Title = Title };
    }

    /// <summary>The same device without an attribute.</summary>
    /// <param name="attribute">Its name as declared.</param>
    public HardwareProfile Without(string attribute)
        => Has(attribute) ? new(Name, Values.Where(v => v.Key != attribute)) { Title = Title, Source = Source } : this;

    /// <summary>The same values under another name; without a title, which would be the other device's.</summary>
    /// <param name="name">What the device is called.</param>
    public HardwareProfile Renamed(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new(this, name, values);
    }

    /// <inheritdoc/>
    public bool Equals([NotNullWhen(true)] HardwareProfile? other)
        => other is not null && Name == other.Name && values.Length == other.values.Length
            && Values.All(v => other.TryGet(v.Key, out var value) && value.Equals(v.Value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as HardwareProfile);

    /// <inheritdoc/>
    public override int GetHashCode() => Values.Aggregate(Name.GetHashCode(StringComparison.Ordinal), (h, v) => h ^ HashCode.Combine(v.Key, v.Value));

    /// <summary>The name and how much is known of the device.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} ({values.Length} attributes)");

    private IEnumerable<KeyValuePair<string, double>> Values => places.Select(p => KeyValuePair.Create(p.Key, values[p.Value]));

    // Formulas are simplified knowing that no figure of a device is negative.
    private double Checked(string attribute, double value, string parameter)
        => value >= 0 ? value : throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"'{attribute}' of {Name} is {value}: a figure is a number that is not negative, and one that is unknown is left out."), parameter);
}
