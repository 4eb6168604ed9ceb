using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>
/// A declaration. Its header is bound when it is first asked for and its body when that is, so that one question touches only what it needs.
/// Binding is idempotent; diagnostics go to the bag of the program.
/// </summary>
internal abstract class Symbol(string name, string module, SourceSpan at, string? documentation)
{
    private Action? pendingHeader;
    private Action? pendingBody;

    public string Name { get; } = name;

    /// <summary>The module's path: <c>models.llama</c>; empty for the project's own files.</summary>
    public string Module { get; } = module;

    /// <summary>Where its name stands.</summary>
    public SourceSpan At { get; } = at;

    public string? Documentation { get; } = documentation;

    /// <summary>What binding it had to say.</summary>
    public List<Diagnostic> Diagnostics { get; } = [];

    /// <summary>The declarations its own text names, each where it does: what a search for cycles follows.</summary>
    public List<SymbolReference> References { get; } = [];

    /// <summary>What is left to do for the header and for the body; each is done once, when it is first asked for.</summary>
    public void BindLater(Action? header, Action? body)
    {
        pendingHeader = header;
        pendingBody = body;
    }

    /// <summary>Binds whatever is not bound yet.</summary>
    public void BindAll() => NeedBody();

    private protected void NeedHeader()
    {
        var run = pendingHeader;
        pendingHeader = null;
        run?.Invoke();
    }

    private protected void NeedBody()
    {
        NeedHeader();
        var run = pendingBody;
        pendingBody = null;
        run?.Invoke();
    }

    public override string ToString() => Module.Length == 0 ? Name : Module + "." + Name;
}

/// <summary>One declaration named by another.</summary>
internal sealed record SymbolReference(Symbol Target, SourceSpan At);

/// <summary>A parameter or an input, bound.</summary>
internal sealed record BoundParameter(
    string Name, SourceSpan At, SpecType Type, BoundExpression? Low, BoundExpression? High, BoundExpression? Default, string? Documentation);

internal sealed class FunctionSymbol(string name, string module, SourceSpan at, string? documentation) : Symbol(name, module, at, documentation)
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

    public SpecType Result
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    } = SpecType.Error;

    public BoundExpression Body
    {
        get
        {
            NeedBody();
            return field;
        }
        set;
    } = null!;
}

/// <summary>What an attribute belongs to: hardware, operator, weight, activation, cache.</summary>
internal sealed class AttributeSymbol(string name, string module, SourceSpan at, string? documentation) : Symbol(name, module, at, documentation)
{
    public string Subject { get; set; } = string.Empty;

    public SpecType Type
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    } = SpecType.Error;

    /// <summary>May read <c>it</c> (or <c>hw</c>, of hardware); null: absent unless assigned.</summary>
    public BoundExpression? Default
    {
        get
        {
            NeedBody();
            return field;
        }
        set;
    }
}

internal sealed class ChannelSymbol(string name, string module, SourceSpan at, string? documentation) : Symbol(name, module, at, documentation)
{
    public SpecType Type
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    } = SpecType.Error;
}

/// <summary>What an architecture may call: an operator or a block.</summary>
internal abstract class CallableSymbol(string name, string module, SourceSpan at, string? documentation) : Symbol(name, module, at, documentation)
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

    public EquatableArray<BoundStatement> Body
    {
        get
        {
            NeedBody();
            return field;
        }
        set;
    }
}

internal sealed class OperatorSymbol(string name, string module, SourceSpan at, string? documentation) : CallableSymbol(name, module, at, documentation)
{
    public EquatableArray<string> Tags
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    }
}

internal sealed class BlockSymbol(string name, string module, SourceSpan at, string? documentation) : CallableSymbol(name, module, at, documentation);

internal sealed class ArchitectureSymbol(string name, string module, SourceSpan at, string? documentation) : Symbol(name, module, at, documentation)
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

    public EquatableArray<string> Phases
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    }

    public EquatableArray<BoundStatement> Body
    {
        get
        {
            NeedBody();
            return field;
        }
        set;
    }
}

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

    /// <summary>The architecture at the root of the derivation.</summary>
    public ArchitectureSymbol Architecture
    {
        get
        {
            // Chains of derivation may be long, and wrong ones circular.
            var root = this;
            for (var seen = new HashSet<ModelSymbol>(); root.Base is { } next && seen.Add(root);)
            {
                root = next;
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
}

/// <summary>A timing or a schedule: parameters and definitions, which transforms may override.</summary>
internal abstract class DefinitionsSymbol(string name, string module, SourceSpan at, string? documentation) : Symbol(name, module, at, documentation)
{
    /// <summary>Its definitions while they are bound, each when its type is first asked for.</summary>
    public DefinitionTable Table
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    } = null!;

    public EquatableArray<BoundParameter> Parameters
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    }

    /// <summary><see cref="BoundDefinition"/>s and <see cref="BoundRequire"/>s, in the order written.</summary>
    public EquatableArray<BoundStatement> Definitions
    {
        get
        {
            NeedBody();
            return field;
        }
        set;
    }
}

internal sealed class TimingSymbol(string name, string module, SourceSpan at, string? documentation) : DefinitionsSymbol(name, module, at, documentation);

internal sealed class ScheduleSymbol(string name, string module, SourceSpan at, string? documentation) : DefinitionsSymbol(name, module, at, documentation);

/// <summary>The unit that is compiled. A question from the command line is one as well.</summary>
internal sealed class AnalysisSymbol(string name, string module, SourceSpan at, string? documentation) : Symbol(name, module, at, documentation)
{
    /// <summary>What it was declared by; null for a question.</summary>
    public AnalysisSyntax? Syntax { get; init; }

    public SpecFile? File { get; init; }

    public string? Title
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    }

    public ModelSymbol? Model
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    }

    /// <summary>Parameters of the model set by name.</summary>
    public EquatableArray<BoundArgument> ModelArguments
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    }

    public EquatableArray<BoundApply> Transforms
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    }

    public ScheduleSymbol? Schedule
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    }

    /// <summary>One for every parameter of the schedule that has no default of its own left: unbound ones are bound to inputs of their name.</summary>
    public EquatableArray<BoundArgument> ScheduleArguments
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    }

    public TimingSymbol? Timing
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    }

    public EquatableArray<BoundArgument> TimingArguments
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    }

    public HardwareSymbol? Device
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    }

    /// <summary>Declared ones, then those that unbound schedule parameters became.</summary>
    public EquatableArray<BoundParameter> Inputs
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    }

    /// <summary><see cref="BoundDefinition"/>s and <see cref="BoundRequire"/>s of its own.</summary>
    public EquatableArray<BoundStatement> Definitions
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    }

    public EquatableArray<BoundExpect> Expectations
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    }
}

/// <summary><c>every hardware { expect … }</c>.</summary>
internal sealed record BoundLint(SourceSpan At, EquatableArray<BoundExpect> Expectations);
