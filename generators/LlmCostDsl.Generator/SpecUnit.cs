using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Emit;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Generator;

internal enum UnitKind
{
    /// <summary>One declaration: checked, and emitted where it becomes code.</summary>
    Declaration,

    /// <summary>The class that holds all models.</summary>
    Models,

    /// <summary>The class that holds all devices.</summary>
    Devices,

    /// <summary>The accessors of the attributes of devices.</summary>
    Attributes,
}

/// <summary>What a unit is about, and whether code is made of it.</summary>
/// <param name="Declaration">For a declaration.</param>
/// <param name="Members">For a class that holds others.</param>
internal sealed record UnitTarget(UnitKind Kind, DeclarationName? Declaration, bool IsEmitted, EquatableArray<string> Members = default)
{
    public override string ToString() => Declaration is { } d ? $"{d.Kind} {(d.Module.Length > 0 ? d.Module + "." : string.Empty)}{d.Key}" : Kind.ToString();
}

/// <summary>
/// The smallest piece of work that is kept. Two are equal when compiling them reads the same: the snapshot, which is all there is to read, does not count.
/// </summary>
/// <param name="closure">The project's declarations that may be reached from it by names, itself among them, with those that matter to every compilation.</param>
/// <param name="surroundings">Kinds, names, imports and words of everything else; empty where the catalogue is compiled, which sees nothing of the project.</param>
internal sealed class SpecUnit(UnitTarget target, EmitOptions options, EquatableArray<DeclarationText> closure, string surroundings, SpecSnapshot snapshot) : IEquatable<SpecUnit>
{
    public UnitTarget Target => target;

    public EmitOptions Options => options;

    public SpecSnapshot Snapshot => snapshot;

    public bool Equals(SpecUnit? other)
        => other is not null && target == other.Target && options == other.Options && snapshot.IsCatalogue == other.Snapshot.IsCatalogue
            && Surroundings == other.Surroundings && Closure == other.Closure;

    public override bool Equals(object? obj) => Equals(obj as SpecUnit);

    public override int GetHashCode() => unchecked((target.GetHashCode() * 31) + closure.GetHashCode());

    public override string ToString() => target.ToString();

    private EquatableArray<DeclarationText> Closure => closure;

    private string Surroundings => surroundings;
}
