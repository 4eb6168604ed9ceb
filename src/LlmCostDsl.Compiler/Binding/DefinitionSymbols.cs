using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

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

internal sealed class ScheduleSymbol(string name, string module, SourceSpan at, string? documentation) : DefinitionsSymbol(name, module, at, documentation)
{
    /// <summary>What has to fit into the device.</summary>
    public EquatableArray<BoundFits> Fits
    {
        get
        {
            NeedBody();
            return field;
        }
        set;
    } = EquatableArray<BoundFits>.Empty;
}

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

    /// <summary>What a question adds.</summary>
    public EquatableArray<BoundAsked> Asked
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    }

    /// <summary>The elasticities that are asked for as outputs.</summary>
    public EquatableArray<BoundSensitivity> Sensitivities
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
