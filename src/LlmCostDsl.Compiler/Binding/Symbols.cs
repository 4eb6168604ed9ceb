using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>
/// A declaration. Its header is bound when it is first asked for and its body when that is, so that one question touches only what it needs.
/// Binding is idempotent; diagnostics go to the bag of the program.
/// </summary>
internal abstract class Symbol(string name, string module, SourceSpan at, string? documentation)
{
    public string Name { get; } = name;

    /// <summary>The module's path: <c>models.llama</c>; empty for the project's own files.</summary>
    public string Module { get; } = module;

    /// <summary>Where its name stands.</summary>
    public SourceSpan At { get; } = at;

    public string? Documentation { get; } = documentation;

    public override string ToString() => Module.Length == 0 ? Name : Module + "." + Name;
}

/// <summary>A parameter or an input, bound.</summary>
internal sealed record BoundParameter(
    string Name, SourceSpan At, SpecType Type, BoundExpression? Low, BoundExpression? High, BoundExpression? Default, string? Documentation);

internal sealed class FunctionSymbol(string name, string module, SourceSpan at, string? documentation) : Symbol(name, module, at, documentation)
{
    public EquatableArray<BoundParameter> Parameters { get; set; }

    public SpecType Result { get; set; } = SpecType.Error;

    public BoundExpression Body { get; set; } = null!;
}

/// <summary>What an attribute belongs to: hardware, operator, weight, activation, cache.</summary>
internal sealed class AttributeSymbol(string name, string module, SourceSpan at, string? documentation) : Symbol(name, module, at, documentation)
{
    public string Subject { get; set; } = string.Empty;

    public SpecType Type { get; set; } = SpecType.Error;

    /// <summary>May read <c>it</c> (or <c>hw</c>, of hardware); null: absent unless assigned.</summary>
    public BoundExpression? Default { get; set; }
}

internal sealed class ChannelSymbol(string name, string module, SourceSpan at, string? documentation) : Symbol(name, module, at, documentation)
{
    public SpecType Type { get; set; } = SpecType.Error;
}

/// <summary>What an architecture may call: an operator or a block.</summary>
internal abstract class CallableSymbol(string name, string module, SourceSpan at, string? documentation) : Symbol(name, module, at, documentation)
{
    public EquatableArray<BoundParameter> Parameters { get; set; }

    public EquatableArray<BoundStatement> Body { get; set; }
}

internal sealed class OperatorSymbol(string name, string module, SourceSpan at, string? documentation) : CallableSymbol(name, module, at, documentation)
{
    public EquatableArray<string> Tags { get; set; }
}

internal sealed class BlockSymbol(string name, string module, SourceSpan at, string? documentation) : CallableSymbol(name, module, at, documentation);

internal sealed class ArchitectureSymbol(string name, string module, SourceSpan at, string? documentation) : Symbol(name, module, at, documentation)
{
    public EquatableArray<BoundParameter> Parameters { get; set; }

    public EquatableArray<string> Phases { get; set; }

    public EquatableArray<BoundStatement> Body { get; set; }
}

internal sealed class ModelSymbol(string name, string module, SourceSpan at, string? documentation) : Symbol(name, module, at, documentation)
{
    public string? Title { get; set; }

    public string? Source { get; set; }

    /// <summary>The architecture at the root of the derivation.</summary>
    public ArchitectureSymbol Architecture { get; set; } = null!;

    /// <summary>The model this one derives from, or null: directly an architecture's.</summary>
    public ModelSymbol? Base { get; set; }

    /// <summary>Its own arguments only; expressions see nothing but constants and functions.</summary>
    public EquatableArray<BoundArgument> Arguments { get; set; }

    public EquatableArray<BoundApply> Transforms { get; set; }

    public EquatableArray<BoundExpect> Expectations { get; set; }
}

internal sealed class TransformSymbol(string name, string module, SourceSpan at, string? documentation) : Symbol(name, module, at, documentation)
{
    public EquatableArray<BoundParameter> Parameters { get; set; }

    public EquatableArray<BoundStatement> Rules { get; set; }
}

/// <summary>A value a device states.</summary>
internal sealed record BoundDeviceValue(SourceSpan At, AttributeSymbol Attribute, BoundExpression Value, string? From);

internal sealed class HardwareSymbol(string name, string module, SourceSpan at, string? documentation) : Symbol(name, module, at, documentation)
{
    public string? Title { get; set; }

    public string? Source { get; set; }

    public HardwareSymbol? Base { get; set; }

    /// <summary>Its own values only; a base's hold where it states none.</summary>
    public EquatableArray<BoundDeviceValue> Values { get; set; }

    public EquatableArray<BoundExpect> Expectations { get; set; }
}

/// <summary>A timing or a schedule: parameters and definitions, which transforms may override.</summary>
internal abstract class DefinitionsSymbol(string name, string module, SourceSpan at, string? documentation) : Symbol(name, module, at, documentation)
{
    public EquatableArray<BoundParameter> Parameters { get; set; }

    /// <summary><see cref="BoundDefinition"/>s and <see cref="BoundRequire"/>s, in the order written.</summary>
    public EquatableArray<BoundStatement> Definitions { get; set; }
}

internal sealed class TimingSymbol(string name, string module, SourceSpan at, string? documentation) : DefinitionsSymbol(name, module, at, documentation);

internal sealed class ScheduleSymbol(string name, string module, SourceSpan at, string? documentation) : DefinitionsSymbol(name, module, at, documentation);

/// <summary>The unit that is compiled. A question from the command line is one as well.</summary>
internal sealed class AnalysisSymbol(string name, string module, SourceSpan at, string? documentation) : Symbol(name, module, at, documentation)
{
    public string? Title { get; set; }

    public ModelSymbol? Model { get; set; }

    /// <summary>Parameters of the model set by name.</summary>
    public EquatableArray<BoundArgument> ModelArguments { get; set; }

    public EquatableArray<BoundApply> Transforms { get; set; }

    public ScheduleSymbol? Schedule { get; set; }

    /// <summary>One for every parameter of the schedule that has no default of its own left: unbound ones are bound to inputs of their name.</summary>
    public EquatableArray<BoundArgument> ScheduleArguments { get; set; }

    public TimingSymbol? Timing { get; set; }

    public EquatableArray<BoundArgument> TimingArguments { get; set; }

    public HardwareSymbol? Device { get; set; }

    /// <summary>Declared ones, then those that unbound schedule parameters became.</summary>
    public EquatableArray<BoundParameter> Inputs { get; set; }

    /// <summary><see cref="BoundDefinition"/>s and <see cref="BoundRequire"/>s of its own.</summary>
    public EquatableArray<BoundStatement> Definitions { get; set; }

    public EquatableArray<BoundExpect> Expectations { get; set; }
}

/// <summary><c>every hardware { expect … }</c>.</summary>
internal sealed record BoundLint(SourceSpan At, EquatableArray<BoundExpect> Expectations);
