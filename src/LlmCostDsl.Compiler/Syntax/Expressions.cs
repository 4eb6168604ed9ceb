using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Syntax;

/// <summary>Any part of a syntax tree. Trees are immutable; spans are exact.</summary>
internal abstract record SyntaxNode(TextSpan Span);

/// <summary>A name where it is written.</summary>
internal sealed record Identifier(TextSpan Span, string Text) : SyntaxNode(Span);

/// <summary>Names joined by dots: a module, a declaration, a definition.</summary>
internal sealed record PathSyntax(TextSpan Span, EquatableArray<Identifier> Parts) : SyntaxNode(Span)
{
    public string Text => string.Join(".", Parts.Select(p => p.Text));

    /// <summary>The same where a value is meant.</summary>
    public ExpressionSyntax AsExpression()
    {
        ExpressionSyntax value = new NameSyntax(Parts[0].Span, Parts[0].Text);
        foreach (var part in Parts.Skip(1))
        {
            value = new MemberSyntax(value.Span.To(part.Span), value, part);
        }

        return value;
    }
}

internal abstract record ExpressionSyntax(TextSpan Span) : SyntaxNode(Span);

/// <summary><c>312 TFLOP/s</c>, <c>4096</c>, <c>80%</c>. The digits stay as they were written: no precision is lost here.</summary>
/// <param name="Digits">The number as written, underscores removed.</param>
/// <param name="Percent">Whether a % follows at once.</param>
/// <param name="Unit">The unit's words: <c>TFLOP</c> and <c>s</c>; none, one or two.</param>
internal sealed record QuantitySyntax(TextSpan Span, string Digits, bool Percent, EquatableArray<Identifier> Unit) : ExpressionSyntax(Span);

internal sealed record TextSyntax(TextSpan Span, string Value) : ExpressionSyntax(Span);

internal sealed record TruthSyntax(TextSpan Span, bool Value) : ExpressionSyntax(Span);

internal sealed record NameSyntax(TextSpan Span, string Name) : ExpressionSyntax(Span);

/// <summary><c>target.member</c>.</summary>
internal sealed record MemberSyntax(TextSpan Span, ExpressionSyntax Target, Identifier Member) : ExpressionSyntax(Span);

/// <summary><c>target[index].member</c>: a node of an earlier iteration.</summary>
internal sealed record IterationSyntax(TextSpan Span, ExpressionSyntax Target, ExpressionSyntax Index, Identifier Member) : ExpressionSyntax(Span);

internal sealed record CallSyntax(TextSpan Span, ExpressionSyntax Target, EquatableArray<ArgumentSyntax> Arguments) : ExpressionSyntax(Span);

/// <summary>An argument: <c>e</c>, <c>name: e</c>, <c>name in lo..hi</c> (the index of a sum) or <c>e where c</c>.</summary>
internal sealed record ArgumentSyntax(
    TextSpan Span, Identifier? Name, ExpressionSyntax Value, ExpressionSyntax? High = null, ExpressionSyntax? Where = null) : SyntaxNode(Span)
{
    /// <summary>Whether this is an index, <c>name in Value..High</c>.</summary>
    public bool IsIndex => High is not null;
}

internal enum UnaryOperator
{
    Negate,
    Not,
}

internal sealed record UnarySyntax(TextSpan Span, UnaryOperator Operator, ExpressionSyntax Operand) : ExpressionSyntax(Span);

internal enum BinaryOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Power,
    And,
    Or,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>One more operand of a chain, with the operator before it.</summary>
internal sealed record ChainLink(TextSpan OperatorSpan, BinaryOperator Operator, ExpressionSyntax Operand);

/// <summary>
/// Operands of one precedence level, left to right: <c>a + b - c</c>, <c>a * b / c % d</c>, <c>a and b and c</c>. A flat list, so that no
/// pass recurses over the length of an expression.
/// </summary>
internal sealed record ChainSyntax(TextSpan Span, ExpressionSyntax First, EquatableArray<ChainLink> Rest) : ExpressionSyntax(Span);

/// <summary><c>a ^ b</c> or one comparison, <c>a &lt;= b</c>.</summary>
internal sealed record BinarySyntax(TextSpan Span, ExpressionSyntax Left, TextSpan OperatorSpan, BinaryOperator Operator, ExpressionSyntax Right)
    : ExpressionSyntax(Span);

/// <summary><c>e in lo..hi</c>.</summary>
internal sealed record InRangeSyntax(TextSpan Span, ExpressionSyntax Operand, ExpressionSyntax Low, ExpressionSyntax High) : ExpressionSyntax(Span);

/// <summary><c>e in {7, 18}</c> or <c>e in layers</c>.</summary>
internal sealed record InSetSyntax(TextSpan Span, ExpressionSyntax Operand, ExpressionSyntax Set) : ExpressionSyntax(Span);

/// <summary><c>{7, 18, 29}</c>.</summary>
internal sealed record SetSyntax(TextSpan Span, EquatableArray<ExpressionSyntax> Items) : ExpressionSyntax(Span);

/// <summary><c>tag is not only attention | mlp</c>.</summary>
internal sealed record IsSyntax(TextSpan Span, ExpressionSyntax Operand, bool Negated, bool Only, EquatableArray<Identifier> Words)
    : ExpressionSyntax(Span);

internal sealed record IfSyntax(TextSpan Span, ExpressionSyntax Condition, ExpressionSyntax Then, ExpressionSyntax Else) : ExpressionSyntax(Span);

/// <summary>Stands where an expression was expected and none could be read: its diagnostic has been given.</summary>
internal sealed record MissingSyntax(TextSpan Span) : ExpressionSyntax(Span);
