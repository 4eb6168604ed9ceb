using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;

namespace LlmCostDsl.Compiler.Graph;

/// <summary>The channels and attributes the specs declare, beside those the engine derives from the graph.</summary>
internal sealed class Vocabulary
{
    /// <summary>What follows from who reads and writes what: the memory channels, in the order reports show them.</summary>
    public const string WeightRead = "weight_read";
    public const string ActivationRead = "activation_read";
    public const string ActivationWrite = "activation_write";
    public const string CacheRead = "cache_read";
    public const string CacheWrite = "cache_write";

    public static readonly IReadOnlyList<string> MemoryChannels = [WeightRead, ActivationRead, ActivationWrite, CacheRead, CacheWrite];

    private readonly Dictionary<(string Subject, string Name), AttributeSymbol> attributes;
    private readonly Dictionary<string, Dimension> channels;

    public Vocabulary(IEnumerable<ChannelSymbol> declaredChannels, IEnumerable<AttributeSymbol> declaredAttributes)
    {
        var declared = declaredChannels.ToList();
        Channels = [.. declared.Select(c => c.Name), .. MemoryChannels];
        channels = MemoryChannels.ToDictionary(c => c, _ => Dimension.Bytes);
        foreach (var channel in declared)
        {
            channels[channel.Name] = channel.Type.Dimension;
        }

        attributes = declaredAttributes.ToDictionary(a => (a.Subject, a.Name));
    }

    /// <summary>Every channel: the declared ones, then the five of memory.</summary>
    public IReadOnlyList<string> Channels { get; }

    public bool IsChannel(string name) => channels.ContainsKey(name);

    public Dimension DimensionOf(string channel) => channels[channel];

    public AttributeSymbol? Attribute(string subject, string name) => attributes.TryGetValue((subject, name), out var found) ? found : null;

    public IEnumerable<AttributeSymbol> Attributes(string subject) => attributes.Where(a => a.Key.Subject == subject).Select(a => a.Value);
}
