using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

internal sealed class ModelSymbol(string name, string module, SourceSpan at, string? documentation) : Symbol(name, module, at, documentation)
{
    public string? Title
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    }

    public string? Source
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    }

    private ModelSymbol? root;
    private ModelDeclared? declared;

    /// <summary>The architecture at the root of the derivation.</summary>
    public ArchitectureSymbol Architecture
    {
        get
        {
            if (root is null)
            {
                // Chains of derivation may be long, and wrong ones circular: each model is visited once.
                var chain = new List<ModelSymbol>();
                var last = this;
                while (last.root is null && last.Base is { } next)
                {
                    chain.Add(last);
                    last.root = last;
                    last = next;
                }

                var found = last.root ?? last;
                chain.ForEach(m => m.root = found);
                root = found;
            }

            return root.Own!;
        }
    }

    /// <summary>The architecture it names itself; null where it names a model.</summary>
    public ArchitectureSymbol? Own
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    }

    /// <summary>The model this one derives from, or null: directly an architecture's.</summary>
    public ModelSymbol? Base
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    }

    /// <summary>Its own arguments only; expressions see nothing but constants and functions.</summary>
    public EquatableArray<BoundArgument> Arguments
    {
        get
        {
            NeedBody();
            return field;
        }
        set;
    }

    public EquatableArray<BoundApply> Transforms
    {
        get
        {
            NeedBody();
            return field;
        }
        set;
    }

    public EquatableArray<BoundExpect> Expectations
    {
        get
        {
            NeedBody();
            return field;
        }
        set;
    }

    /// <summary>What it declares together with its bases.</summary>
    public ModelDeclared Declared => Derivation.Inherited<ModelSymbol, ModelDeclared>(this, m => m.Base, m => m.declared, (m, b) => m.declared = ModelDeclared.Of(m, b));
}

internal sealed class TransformSymbol(string name, string module, SourceSpan at, string? documentation) : Symbol(name, module, at, documentation)
{
    public EquatableArray<BoundParameter> Parameters
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    }

    public EquatableArray<BoundStatement> Rules
    {
        get
        {
            NeedBody();
            return field;
        }
        set;
    }
}

/// <summary>A value a device states.</summary>
internal sealed record BoundDeviceValue(SourceSpan At, AttributeSymbol Attribute, BoundExpression Value, string? From);

internal sealed class HardwareSymbol(string name, string module, SourceSpan at, string? documentation) : Symbol(name, module, at, documentation)
{
    private DeviceFacts? facts;

    public string? Title
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    }

    public string? Source
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    }

    public HardwareSymbol? Base
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    }

    /// <summary>Its own values only; a base's hold where it states none.</summary>
    public EquatableArray<BoundDeviceValue> Values
    {
        get
        {
            NeedBody();
            return field;
        }
        set;
    }

    public EquatableArray<BoundExpect> Expectations
    {
        get
        {
            NeedBody();
            return field;
        }
        set;
    }

    /// <summary>What it states together with its bases.</summary>
    public DeviceFacts Facts => Derivation.Inherited<HardwareSymbol, DeviceFacts>(this, d => d.Base, d => d.facts, (d, b) => d.facts = DeviceFacts.Of(d, b));
}
