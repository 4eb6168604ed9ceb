using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>What may follow a dot, and of which type it is. Null: nobody has such a property; the caller says so.</summary>
internal static class Members
{
    /// <summary>A property of <c>it</c>.</summary>
    public static SpecType? OfIt(Place place, string name, SourceSpan at)
        => Channel(place, name)
            ?? Attribute(place, place.It, name, at)
            ?? OfEngine(place.It, name)
            ?? (place.It == ItKind.Operator ? Timed(place, name) : null)
            ?? OfNode(place, name);

    /// <summary>A property of a tensor, or of the node that makes it.</summary>
    public static SpecType? OfTensor(Place place, string name)
        => EngineNames.TensorProperties.TryGetValue(name, out var type) ? type : OfNode(place, name);

    /// <summary>A parameter of a model, or what is computed for every model.</summary>
    public static SpecType? OfModel(Place place, string name)
        => EngineNames.ModelProperties.TryGetValue(name, out var type) ? type : Search(place, w => Agreed(w.ArchitectureParameters, name));

    /// <summary>A total of a step, or one of its footprints.</summary>
    public static SpecType? OfStep(Place place, string name)
        => EngineNames.StepProperties.TryGetValue(name, out var type) ? type : Channel(place, name);

    /// <summary>A channel's type: declared, or one of memory.</summary>
    public static SpecType? Channel(Place place, string name)
        => EngineNames.MemoryChannels.Contains(name) ? SpecType.Bytes : (place.File.TryFind(DeclarationKind.Channel, name) as ChannelSymbol)?.Type;

    /// <summary>A declared attribute of one subject.</summary>
    public static AttributeSymbol? Declared(Place place, string subject, string name)
        => place.File.TryFind(DeclarationKind.Attribute, subject + "." + name) as AttributeSymbol;

    /// <summary>Names that may follow, for suggestions.</summary>
    public static IEnumerable<string> NamesOfIt(Place place)
        => EngineNames.MemoryChannels
            .Concat(place.File.VisibleKeys(DeclarationKind.Channel))
            .Concat(place.File.VisibleKeys(DeclarationKind.Attribute).Where(k => !k.StartsWith("hardware.", StringComparison.Ordinal)).Select(AfterDot))
            .Concat(EngineNames.Attributes(place.It).Keys)
            .Concat(EngineNames.OperatorProperties.Keys)
            .Concat(EngineNames.TensorProperties.Keys)
            .Concat(place.IsInTotal ? ["time"] : [])
            .Concat(NamesOfNodes(place));

    public static IEnumerable<string> NamesOfTensors(Place place) => EngineNames.TensorProperties.Keys.Concat(NamesOfNodes(place));

    public static IEnumerable<string> NamesOfModels(Place place)
        => EngineNames.ModelProperties.Keys.Concat(place.Program.WordsOf(place).SelectMany(w => w.ArchitectureParameters.Keys));

    public static IEnumerable<string> NamesOfSteps(Place place)
        => EngineNames.StepProperties.Keys.Concat(EngineNames.MemoryChannels).Concat(place.File.VisibleKeys(DeclarationKind.Channel));

    public static IEnumerable<string> NamesOfHardware(Place place)
        => place.File.VisibleKeys(DeclarationKind.Attribute).Where(k => k.StartsWith("hardware.", StringComparison.Ordinal)).Select(AfterDot);

    /// <summary>Looks in the modules a file sees, then in the others; of the catalogue's own text, which is checked before it travels, everything is believed.</summary>
    public static SpecType? Search(Place place, Func<ModuleWords, SpecType?> look)
    {
        foreach (var words in BoundProgram.WordsNear(place.File))
        {
            if (look(words) is { } type)
            {
                return type;
            }
        }

        return place.IsChecked ? place.Program.WordsFar(place.File).Select(look).FirstOrDefault(t => t is not null) : SpecType.Any;
    }

    private static SpecType? Attribute(Place place, ItKind subject, string name, SourceSpan at)
    {
        // A store or an activation answers as its node, too.
        foreach (var kind in new[] { subject, ItKind.Operator })
        {
            if (Declared(place, EngineNames.Word(kind), name) is { } attribute)
            {
                place.Refer(attribute, at);
                return attribute.Type;
            }
        }

        return null;
    }

    private static SpecType? OfEngine(ItKind subject, string name)
        => EngineNames.Attributes(subject).TryGetValue(name, out var own) ? own
            : EngineNames.OperatorProperties.TryGetValue(name, out var type) ? type
            : EngineNames.TensorProperties.TryGetValue(name, out type) ? type
            : null;

    private static SpecType? Timed(Place place, string name)
    {
        if (!place.IsInTotal)
        {
            return null;
        }

        if (place.Timing is { } timing)
        {
            return timing.Find(name) is { Parameters: null } definition && name != "step" ? timing.TypeOf(definition) : null;
        }

        return name == "time" ? TypeNames.Seconds : name == "step" ? null : SearchNear(place, w => Agreed(w.TimingDefinitions, name));
    }

    private static SpecType? OfNode(Place place, string name)
        => Search(place, w => Agreed(w.OperatorParameters, name)
            ?? (w.Indices.Contains(name) ? SpecType.Count : null)
            ?? (w.Results.Contains(name) || w.Stores.Contains(name) ? SpecType.Tensor : null));

    private static SpecType? SearchNear(Place place, Func<ModuleWords, SpecType?> look)
        => BoundProgram.WordsNear(place.File).Select(look).FirstOrDefault(t => t is not null);

    private static SpecType? Agreed(Dictionary<string, List<SpecType>> types, string name)
        => !types.TryGetValue(name, out var found) ? null
            : found.TrueForAll(t => t.Kind == found[0].Kind && t.Dimension == found[0].Dimension) ? found[0]
            : SpecType.Any;

    private static IEnumerable<string> NamesOfNodes(Place place)
        => place.Program.WordsOf(place).SelectMany(w => w.OperatorParameters.Keys.Concat(w.Indices).Concat(w.Results).Concat(w.Stores));

    private static string AfterDot(string key) => key.Substring(key.IndexOf('.') + 1);
}
