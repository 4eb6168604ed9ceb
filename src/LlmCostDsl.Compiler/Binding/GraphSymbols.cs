using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

internal sealed class FunctionSymbol(string name, string module, SourceSpan at, string? documentation) : Symbol(name, module, at, documentation)
{
    /// <summary>What it was declared by.</summary>
    public FunctionSyntax? Syntax { get; init; }

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

    /// <summary>What a step may be given beside tokens, context and batch; each has a default.</summary>
    public EquatableArray<BoundParameter> StepParameters
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
