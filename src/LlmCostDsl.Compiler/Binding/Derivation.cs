namespace LlmCostDsl.Compiler.Binding;

/// <summary>What declarations inherit, from the root of their derivation down.</summary>
internal static class Derivation
{
    /// <summary>
    /// What a declaration has of its own and of its bases. Chains may be long, and wrong ones circular: each declaration is visited once, and remembers.
    /// </summary>
    /// <param name="known">What a declaration remembers.</param>
    /// <param name="add">A declaration's own on top of its base's, which is null at the root; the declaration remembers the result.</param>
    public static TFacts Inherited<TSymbol, TFacts>(
        TSymbol symbol, Func<TSymbol, TSymbol?> baseOf, Func<TSymbol, TFacts?> known, Func<TSymbol, TFacts?, TFacts> add)
        where TSymbol : Symbol
        where TFacts : class
    {
        var chain = new List<TSymbol>();
        var seen = new HashSet<TSymbol>();
        TFacts? facts = null;
        for (var next = symbol; next is not null && facts is null && seen.Add(next); next = baseOf(next))
        {
            facts = known(next);
            if (facts is null)
            {
                chain.Add(next);
            }
        }

        for (var i = chain.Count - 1; i >= 0; i--)
        {
            facts = add(chain[i], facts);
        }

        return facts!;
    }

    /// <summary>A list with more before or after it; the list itself where there is no more.</summary>
    public static IReadOnlyList<T> Joined<T>(IReadOnlyList<T> first, IReadOnlyList<T> second)
        => first.Count == 0 ? second : second.Count == 0 ? first : [.. first, .. second];
}

/// <summary>What a device has, its bases' included.</summary>
/// <param name="Values">By attribute; its own before its base's.</param>
/// <param name="Expectations">Its own, then its base's.</param>
internal sealed record DeviceFacts(IReadOnlyDictionary<string, BoundDeviceValue> Values, IReadOnlyList<BoundExpect> Expectations)
{
    public static DeviceFacts Of(HardwareSymbol device, DeviceFacts? inherited)
    {
        var values = new Dictionary<string, BoundDeviceValue>();
        foreach (var stated in device.Values.Concat(inherited?.Values.Values ?? []))
        {
            if (!values.ContainsKey(stated.Attribute.Name))
            {
                values[stated.Attribute.Name] = stated;
            }
        }

        return new DeviceFacts(values, Derivation.Joined([.. device.Expectations], inherited?.Expectations ?? []));
    }
}

/// <summary>What a model's declaration says, its bases' included.</summary>
/// <param name="Root">The model at the root: its arguments bind the architecture's parameters.</param>
/// <param name="Changed">The arguments of those that derive from it, the last one of each parameter.</param>
/// <param name="Transforms">Bases' first.</param>
internal sealed record ModelDeclared(ModelSymbol Root, IReadOnlyDictionary<string, BoundArgument> Changed, IReadOnlyList<BoundApply> Transforms)
{
    public static ModelDeclared Of(ModelSymbol model, ModelDeclared? inherited)
    {
        if (inherited is null)
        {
            return new ModelDeclared(model, new Dictionary<string, BoundArgument>(), [.. model.Transforms]);
        }

        var changed = inherited.Changed;
        if (model.Arguments.Count > 0)
        {
            var all = changed.ToDictionary(c => c.Key, c => c.Value);
            foreach (var argument in model.Arguments)
            {
                all[argument.Parameter] = argument;
            }

            changed = all;
        }

        return new ModelDeclared(inherited.Root, changed, Derivation.Joined(inherited.Transforms, [.. model.Transforms]));
    }
}
