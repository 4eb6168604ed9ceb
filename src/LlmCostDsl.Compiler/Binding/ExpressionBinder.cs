using System.Runtime.CompilerServices;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>
/// Binds expressions at one place, with the names in reach there. What is wrong is said once, at the offending characters; the type of what is wrong
/// is the error type, which silences whatever follows from it.
/// </summary>
internal sealed partial class ExpressionBinder(Place place, LocalNames names)
{
    public Place Place => place;

    public LocalNames Names => names;

    /// <summary>A value: a number, a truth, a set, a tensor, a model or a step.</summary>
    public BoundExpression Bind(ExpressionSyntax syntax)
    {
        // Parsers limit brackets, not postfix chains; whoever asked turns the exception into a diagnostic.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var at = place.At(syntax);
        return syntax switch
        {
            QuantitySyntax q => Quantity(q, at),
            TruthSyntax t => new BoundTruth(at, t.Value),
            TextSyntax t => new BoundText(at, t.Value),
            NameSyntax n => Name(n, at),
            MemberSyntax m => Member(m, at),
            IterationSyntax i => Iteration(i, at),
            CallSyntax c => Call(c, at),
            UnarySyntax u => Unary(u, at),
            ChainSyntax c => Chain(c, at),
            BinarySyntax { Operator: BinaryOperator.Power } b => Power(b, at),
            BinarySyntax b => Comparison(b, at),
            InRangeSyntax r => InRange(r, at),
            InSetSyntax s => InSet(s, at),
            SetSyntax s => Set(s, at),
            IsSyntax i => Is(i, at),
            IfSyntax i => Choice(i, at),
            _ => new BoundMissing(at),
        };
    }

    /// <summary>A value of a type that is known beforehand.</summary>
    /// <param name="what">For messages: <c>'width'</c>, <c>a condition</c>.</param>
    public BoundExpression BindAs(ExpressionSyntax syntax, SpecType type, string what) => Converted(Bind(syntax), type, what);

    public BoundExpression Condition(ExpressionSyntax syntax) => BindAs(syntax, SpecType.Truth, "A condition");

    /// <summary>Says what does not fit. A plain number fits where flops are declared: it counts operations.</summary>
    public BoundExpression Converted(BoundExpression value, SpecType type, string what)
    {
        if (IsUnknown(value.Type) || type.Kind is TypeKind.Error or TypeKind.Any)
        {
            return value;
        }

        if (value.Type.Kind != type.Kind)
        {
            place.Report(type.Kind == TypeKind.Tensor
                ? value.At.NeedsTensor(what, Describe(value.Type))
                : value.At.WrongType(what, Describe(type), Describe(value.Type)));
            return new BoundMissing(value.At);
        }

        if (!type.IsNumber)
        {
            return value;
        }

        var isCount = value.Type.Dimension.IsNone && type.Dimension == Dimension.Flops;
        if (value.Type.Dimension != type.Dimension && !isCount)
        {
            if (value is BoundNumber && place.File.HasUnreadBehind(value.At, SyntaxDiagnostics.UnknownUnitKind))
            {
                return new BoundMissing(value.At);
            }

            place.Report(value.At.WrongDimension(what, type.Dimension, type == SpecType.Bits, value.Type.Dimension, value is BoundNumber ? value.At.Text : null));
            return new BoundMissing(value.At);
        }

        if (type.IsWhole && ConstantFolder.Fold(value) is { } constant && (!constant.IsWhole || constant.Sign < 0))
        {
            place.Report(value.At.NotWholeCount(what, Shown(constant, type)));
            return new BoundMissing(value.At);
        }

        return value;
    }

    /// <summary>Says where a constant lies outside a range.</summary>
    public void CheckRange(BoundExpression value, BoundExpression? low, BoundExpression? high, SpecType type, string what)
    {
        if (ConstantFolder.Fold(value) is not { } v)
        {
            return;
        }

        if ((low is not null && ConstantFolder.Fold(low) is { } l && v < l) || (high is not null && ConstantFolder.Fold(high) is { } h && v > h))
        {
            place.Report(value.At.OutOfRange(what, value.At.Text, low?.At.Text ?? string.Empty, high?.At.Text ?? string.Empty));
        }
    }

    /// <summary>A number of base units as a reader would write it.</summary>
    public static string Shown(Rational value, SpecType type)
        => type == SpecType.Bits ? (value * 8).ToString() + " bit" : type.Dimension.IsNone ? value.ToString() : value.ToString() + " " + type.Dimension;

    private static bool IsUnknown(SpecType type) => type.Kind is TypeKind.Error or TypeKind.Any;

    public static string Describe(SpecType type) => type.Kind switch
    {
        TypeKind.Number => type.Dimension.IsNone ? "a plain number" : "a number in " + type.Dimension,
        TypeKind.Truth => "true or false",
        TypeKind.Text => "a text",
        TypeKind.Counts => "a set of counts",
        TypeKind.Tensor => "a tensor",
        TypeKind.Model => "a model",
        TypeKind.Step => "a step",
        TypeKind.Word => type == SpecType.OperatorWord ? "an operator" : "a " + type.Name,
        _ => "a value",
    };

    private BoundExpression Quantity(QuantitySyntax syntax, SourceSpan at)
    {
        if (Rational.Parse(syntax.Digits) is not { } value)
        {
            place.Report(at.NumberTooLarge());
            return new BoundMissing(at);
        }

        var dimension = Dimension.None;
        for (var i = 0; i < syntax.Unit.Count; i++)
        {
            if (!Units.TryRead(syntax.Unit[i].Text, out var factor, out var measured))
            {
                place.Report(place.At(syntax.Unit[i]).Internal($"the unit '{syntax.Unit[i].Text}' has no meaning"));
                return new BoundMissing(at);
            }

            value = i == 0 ? value * factor : value / factor;
            dimension = i == 0 ? measured : dimension / measured;
        }

        if (syntax.Percent)
        {
            return new BoundNumber(at, SpecType.Ratio, value / 100);
        }

        var type = syntax.Unit.Count == 1 && syntax.Unit[0].Text == "bit" ? SpecType.Bits
            : !dimension.IsNone ? SpecType.Number(dimension)
            : value.IsWhole ? SpecType.Count
            : SpecType.Ratio;
        return new BoundNumber(at, type, value);
    }

    private BoundSet Set(SetSyntax syntax, SourceSpan at)
        => new(at, syntax.Items.Select(i => BindAs(i, SpecType.Count, "An element of a set")).ToEquatable());

    private BoundExpression Choice(IfSyntax syntax, SourceSpan at)
    {
        var condition = Condition(syntax.Condition);
        BoundExpression then = Bind(syntax.Then), otherwise = Bind(syntax.Else);
        if (Common(then.Type, otherwise.Type) is { } type)
        {
            return new BoundIf(at, type, condition, then, otherwise);
        }

        place.Report(otherwise.At.BranchesDiffer(Describe(then.Type), Describe(otherwise.Type), then.At));
        return new BoundMissing(at);
    }

    // The type of either; null where they have none in common.
    private static SpecType? Common(SpecType a, SpecType b)
    {
        if (a.Kind == TypeKind.Error || b.Kind == TypeKind.Error)
        {
            return SpecType.Error;
        }

        if (a.Kind == TypeKind.Any || b.Kind == TypeKind.Any)
        {
            return a.Kind == TypeKind.Any ? b : a;
        }

        if (a.Kind != b.Kind || a.Dimension != b.Dimension)
        {
            return null;
        }

        return !a.IsNumber || a == b ? a : SpecType.Number(a.Dimension);
    }

    private BoundExpression Is(IsSyntax syntax, SourceSpan at)
    {
        var (target, property) = syntax.Operand switch
        {
            NameSyntax n => (null, n.Name),
            MemberSyntax m => (m.Target, m.Member.Text),
            _ => (syntax.Operand, string.Empty),
        };
        if (!EngineNames.Sets.Contains(property))
        {
            var operandAt = syntax.Operand is MemberSyntax asked ? place.At(asked.Member) : place.At(syntax.Operand);
            place.Report(operandAt.CannotBeAsked(operandAt.Text, place.Suggest(property, EngineNames.Sets)));
            return new BoundMissing(at);
        }

        BoundExpression? bound = null;
        if (target is not null)
        {
            bound = target is NameSyntax { Name: "it" } ? It(place.At(target)) : Bind(target);
            if (bound.Type.Kind is not (TypeKind.Tensor or TypeKind.Any or TypeKind.Error))
            {
                place.Report(bound.At.NeedsTensor($"What '{property}' is asked of", Describe(bound.Type)));
                return new BoundMissing(at);
            }
        }
        else if (property == "phase" ? place.Variables != StepVariables.All && place.It == ItKind.None : place.It == ItKind.None)
        {
            var operand = place.At(syntax.Operand);
            place.Report(place.HasCaptures ? operand.WhoIsAsked(property) : operand.NotHere(property, place.Name, null));
            return new BoundMissing(at);
        }

        return new BoundIs(at, bound, property, syntax.Negated, syntax.Only, syntax.Words.Select(w => AskedWord(w, property)).ToEquatable());
    }

    private BoundExpression It(SourceSpan at)
    {
        if (place.It != ItKind.None)
        {
            return new BoundSubject(at, SpecType.Any, Subject.It);
        }

        place.Report(at.NotHere("it", place.Name, place.HasCaptures ? "Write the captured name." : place.HasTotal ? "Write 'total(it.…)'." : null));
        return new BoundMissing(at);
    }
}
