using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>A definition of a timing, a schedule, an analysis or an override, before and after it is bound.</summary>
internal sealed class Definition(string path, SourceSpan at, SourceSpan pathAt, ExpressionSyntax value)
{
    public string Path => path;

    public SourceSpan At => at;

    public SourceSpan PathAt => pathAt;

    public ExpressionSyntax Value => value;

    public bool IsPrivate { get; init; }

    public EquatableArray<Identifier>? Parameters { get; init; }

    public TypeSyntax? TypeSyntax { get; init; }

    public string? Documentation { get; init; }

    public bool IsBeingBound { get; set; }

    public BoundDefinition? Bound { get; set; }

    /// <summary>The steps of the analysed model it asks for.</summary>
    public List<(string Phase, SourceSpan At)> Asked { get; } = [];

    /// <summary>Result types for the argument types it has been called with.</summary>
    public List<(IReadOnlyList<SpecType> Arguments, SpecType Result)> Calls { get; } = [];
}
