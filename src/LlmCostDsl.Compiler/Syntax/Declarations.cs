using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Syntax;

/// <summary>A file: what it imports and what it declares, in the order written.</summary>
internal sealed record FileSyntax(
    TextSpan Span, QuantitySyntax? Version, EquatableArray<PathSyntax> Imports, EquatableArray<DeclarationSyntax> Declarations) : SyntaxNode(Span);

internal abstract record DeclarationSyntax(TextSpan Span, Identifier Name) : SyntaxNode(Span)
{
    /// <summary>The text of the <c>///</c> lines before it, without the slashes.</summary>
    public string? Documentation { get; init; }
}

internal sealed record FunctionSyntax(TextSpan Span, Identifier Name, EquatableArray<ParameterSyntax> Parameters, TypeSyntax Result, ExpressionSyntax Body)
    : DeclarationSyntax(Span, Name);

/// <summary><c>attribute hardware.capacity: bytes = default</c>.</summary>
internal sealed record AttributeSyntax(TextSpan Span, Identifier Subject, Identifier Name, TypeSyntax Type, ExpressionSyntax? Default)
    : DeclarationSyntax(Span, Name);

internal sealed record ChannelSyntax(TextSpan Span, Identifier Name, TypeSyntax Type) : DeclarationSyntax(Span, Name);

internal sealed record OperatorSyntax(
    TextSpan Span, Identifier Name, EquatableArray<ParameterSyntax> Parameters, EquatableArray<Identifier> Tags, EquatableArray<StatementSyntax> Body)
    : DeclarationSyntax(Span, Name);

internal sealed record BlockSyntax(TextSpan Span, Identifier Name, EquatableArray<ParameterSyntax> Parameters, EquatableArray<StatementSyntax> Body)
    : DeclarationSyntax(Span, Name);

internal sealed record ArchitectureSyntax(
    TextSpan Span, Identifier Name, EquatableArray<ParameterSyntax> Parameters, EquatableArray<Identifier> Phases, EquatableArray<ParameterSyntax> StepParameters,
    EquatableArray<StatementSyntax> Body)
    : DeclarationSyntax(Span, Name);

internal sealed record ModelSyntax(
    TextSpan Span, Identifier Name, PathSyntax Base, EquatableArray<ArgumentSyntax> Arguments, EquatableArray<StatementSyntax> Body)
    : DeclarationSyntax(Span, Name);

internal sealed record TransformSyntax(
    TextSpan Span, Identifier Name, EquatableArray<ParameterSyntax> Parameters, EquatableArray<StatementSyntax> Body) : DeclarationSyntax(Span, Name);

internal sealed record HardwareSyntax(TextSpan Span, Identifier Name, PathSyntax? Base, EquatableArray<StatementSyntax> Body) : DeclarationSyntax(Span, Name);

internal sealed record TimingSyntax(
    TextSpan Span, Identifier Name, EquatableArray<ParameterSyntax> Parameters, EquatableArray<StatementSyntax> Body) : DeclarationSyntax(Span, Name);

internal sealed record ScheduleSyntax(
    TextSpan Span, Identifier Name, EquatableArray<ParameterSyntax> Parameters, EquatableArray<StatementSyntax> Body) : DeclarationSyntax(Span, Name);

internal sealed record AnalysisSyntax(TextSpan Span, Identifier Name, EquatableArray<StatementSyntax> Body) : DeclarationSyntax(Span, Name);

/// <summary><c>config Name : Base for Architecture when c under e { … }</c>: how a file that describes a checkpoint fills an architecture's parameters.</summary>
internal sealed record ConfigSyntax(
    TextSpan Span, Identifier Name, PathSyntax? Base, PathSyntax? Architecture, ExpressionSyntax? When, ExpressionSyntax? Under,
    EquatableArray<StatementSyntax> Body) : DeclarationSyntax(Span, Name);

/// <summary><c>every hardware { expect … }</c>. Its name is the word <c>hardware</c>.</summary>
internal sealed record LintSyntax(TextSpan Span, Identifier Name, EquatableArray<ExpectSyntax> Expectations) : DeclarationSyntax(Span, Name);
