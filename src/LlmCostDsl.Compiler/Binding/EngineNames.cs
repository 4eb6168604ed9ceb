namespace LlmCostDsl.Compiler.Binding;

/// <summary>What the engine itself knows of tensors, operators, stores, models and steps: names and types.</summary>
internal static class EngineNames
{
    /// <summary>The memory channels, which follow from the graph.</summary>
    public static readonly IReadOnlyList<string> MemoryChannels = ["weight_read", "activation_read", "activation_write", "cache_read", "cache_write"];

    /// <summary>Subjects of attributes.</summary>
    public static readonly IReadOnlyList<string> Subjects = ["hardware", "operator", "weight", "activation", "cache"];

    /// <summary>What <c>is</c> can ask.</summary>
    public static readonly HashSet<string> Sets = ["operator", "name", "tag", "inside", "readers", "weight", "cache", "phase"];

    public static readonly IReadOnlyDictionary<string, SpecType> TensorProperties = new Dictionary<string, SpecType>
    {
        ["features"] = SpecType.Count,
        ["length"] = SpecType.Ratio,
        ["batch"] = SpecType.Count,
        ["rows"] = SpecType.Ratio,
        ["size"] = SpecType.Ratio,
        ["width"] = SpecType.Bits,
        ["beside"] = SpecType.Bits,
        ["cache_width"] = SpecType.Bits,
        ["uses"] = SpecType.Count,
    };

    /// <summary>Readable of an operator beside its channels, attributes and parameters.</summary>
    public static readonly IReadOnlyDictionary<string, SpecType> OperatorProperties = new Dictionary<string, SpecType>
    {
        ["bytes"] = SpecType.Bytes,
        ["iterations"] = SpecType.Count,
        ["times"] = SpecType.Ratio,
        ["widest"] = SpecType.Bits,
        ["widest_input"] = SpecType.Bits,
        ["input_elements"] = SpecType.Ratio,
        ["weight_elements"] = SpecType.Ratio,
        ["cache_elements"] = SpecType.Ratio,
        ["uses"] = SpecType.Count,
    };

    public static readonly IReadOnlyDictionary<string, SpecType> WeightAttributes = new Dictionary<string, SpecType>
    {
        ["width"] = SpecType.Bits,
        ["beside"] = SpecType.Bits,
        ["density"] = SpecType.Ratio,
        ["index"] = SpecType.Bits,
        ["reading"] = SpecType.Ratio,
        ["resident"] = SpecType.Ratio,
        ["active"] = SpecType.Ratio,
    };

    public static readonly IReadOnlyDictionary<string, SpecType> CacheAttributes = new Dictionary<string, SpecType>
    {
        ["width"] = SpecType.Bits,
        ["beside"] = SpecType.Bits,
        ["length"] = SpecType.Ratio,
        ["fetched"] = SpecType.Ratio,
        ["held"] = SpecType.Ratio,
        ["written"] = SpecType.Ratio,
        ["fresh"] = SpecType.Ratio,
    };

    public static readonly IReadOnlyDictionary<string, SpecType> ActivationAttributes = new Dictionary<string, SpecType>
    {
        ["width"] = SpecType.Bits,
        ["beside"] = SpecType.Bits,
    };

    public static readonly IReadOnlyDictionary<string, SpecType> OperatorAttributes = new Dictionary<string, SpecType> { ["times"] = SpecType.Ratio };

    public static readonly IReadOnlyDictionary<string, SpecType> ModelProperties = new Dictionary<string, SpecType>
    {
        ["parameters"] = SpecType.Count,
        ["active_parameters"] = SpecType.Ratio,
        ["weights"] = SpecType.Bytes,
    };

    public static readonly IReadOnlyDictionary<string, SpecType> StepProperties = new Dictionary<string, SpecType>
    {
        ["time"] = TypeNames.Seconds,
        ["bytes"] = SpecType.Bytes,
        ["weights"] = SpecType.Bytes,
        ["cache"] = SpecType.Bytes,
        ["activations"] = SpecType.Bytes,
    };

    /// <summary>The engine's own attributes that may be assigned to a subject.</summary>
    public static IReadOnlyDictionary<string, SpecType> Attributes(ItKind subject) => subject switch
    {
        ItKind.Operator => OperatorAttributes,
        ItKind.Weight => WeightAttributes,
        ItKind.Cache => CacheAttributes,
        _ => ActivationAttributes,
    };

    public static string Word(ItKind subject) => subject.ToString().ToLowerInvariant();
}
