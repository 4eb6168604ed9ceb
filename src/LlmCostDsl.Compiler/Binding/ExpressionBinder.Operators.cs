using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <content>Arithmetic, comparison, logic, membership.</content>
internal sealed partial class ExpressionBinder
{
    private BoundExpression Unary(UnarySyntax syntax, SourceSpan at)
    {
        if (syntax.Operator == UnaryOperator.Not)
        {
            return new BoundUnary(at, SpecType.Truth, UnaryOperator.Not, Condition(syntax.Operand));
        }

        var operand = Bind(syntax.Operand);
        if (!IsNumberOrUnknown(operand, "What is negated"))
        {
            return new BoundMissing(at);
        }

        return new BoundUnary(at, IsUnknown(operand.Type) ? operand.Type : Plain(operand.Type), UnaryOperator.Negate, operand);
    }

    private BoundChain Chain(ChainSyntax syntax, SourceSpan at)
    {
        // One level of precedence: all links are of one family. Iterated, since a chain may be long.
        var isLogic = syntax.Rest.Count > 0 && syntax.Rest[0].Operator is BinaryOperator.And or BinaryOperator.Or;
        var first = isLogic ? Condition(syntax.First) : Bind(syntax.First);
        var type = isLogic ? SpecType.Truth : first.Type;
        var links = new BoundChainLink[syntax.Rest.Count];
        var left = first;
        for (var i = 0; i < links.Length; i++)
        {
            var link = syntax.Rest[i];
            var operand = isLogic ? Condition(link.Operand) : Bind(link.Operand);
            links[i] = new BoundChainLink(place.At(link.OperatorSpan), link.Operator, operand);
            type = isLogic ? SpecType.Truth : Combine(type, left, link.Operator, operand);
            left = operand;
        }

        return new BoundChain(at, type, first, new(links));
    }

    private SpecType Combine(SpecType type, BoundExpression left, BinaryOperator op, BoundExpression right)
    {
        if (type.Kind == TypeKind.Error || right.Type.Kind == TypeKind.Error)
        {
            return SpecType.Error;
        }

        if (type.Kind == TypeKind.Step || right.Type.Kind == TypeKind.Step)
        {
            return CombineSteps(type, op, right);
        }

        if ((type.Kind != TypeKind.Any && !IsNumber(type, left.At)) || (right.Type.Kind != TypeKind.Any && !IsNumber(right.Type, right.At)))
        {
            return SpecType.Error;
        }

        if (op is BinaryOperator.Divide or BinaryOperator.Remainder && ConstantFolder.Fold(right) is { IsZero: true })
        {
            place.Report(right.At.DivisionByZero());
            return SpecType.Error;
        }

        var isUnknown = type.Kind == TypeKind.Any || right.Type.Kind == TypeKind.Any;
        switch (op)
        {
            case BinaryOperator.Multiply:
                return isUnknown ? SpecType.Any : type.IsWhole && right.Type.IsWhole ? SpecType.Count : SpecType.Number(type.Dimension * right.Type.Dimension);
            case BinaryOperator.Divide:
                return isUnknown ? SpecType.Any : SpecType.Number(type.Dimension / right.Type.Dimension);
            default:
                if (isUnknown)
                {
                    // What is added to a quantity is one of its kind, or an error found when its value is known.
                    var known = type.Kind == TypeKind.Any ? right.Type : type;
                    return known.Kind == TypeKind.Any ? known : SpecType.Number(known.Dimension);
                }

                if (type.Dimension != right.Type.Dimension)
                {
                    place.Report(right.At.DimensionsDiffer(op switch
                    {
                        BinaryOperator.Add => "These cannot be added",
                        BinaryOperator.Subtract => "These cannot be subtracted",
                        _ => "There is no remainder of these",
                    }, type.Dimension, right.Type.Dimension, left.At));
                    return SpecType.Error;
                }

                return type == right.Type && (!type.IsWhole || op != BinaryOperator.Subtract) ? type : SpecType.Number(type.Dimension);
        }
    }

    private SpecType CombineSteps(SpecType type, BinaryOperator op, BoundExpression right)
    {
        bool isLeft = type.Kind == TypeKind.Step, isRight = right.Type.Kind == TypeKind.Step;
        if (isLeft && isRight)
        {
            return op == BinaryOperator.Add ? SpecType.Step : Refuse(op switch
            {
                BinaryOperator.Subtract => "subtracted from one another",
                BinaryOperator.Multiply => "multiplied with one another",
                _ => "divided by one another",
            });
        }

        var factor = isLeft ? right.Type : type;
        if (op is BinaryOperator.Add or BinaryOperator.Subtract && factor.Kind == TypeKind.Any)
        {
            return op == BinaryOperator.Add ? SpecType.Step : Refuse("subtracted");
        }

        if (op == BinaryOperator.Multiply || (op == BinaryOperator.Divide && isLeft))
        {
            return factor.Kind == TypeKind.Any || (factor.IsNumber && factor.Dimension.IsNone) ? SpecType.Step
                : Refuse(op == BinaryOperator.Multiply ? "multiplied by " + Describe(factor) : "divided by " + Describe(factor));
        }

        return Refuse(op switch
        {
            BinaryOperator.Add => "added to " + Describe(factor),
            BinaryOperator.Subtract => "subtracted with " + Describe(factor),
            _ => "divisors",
        });

        SpecType Refuse(string action)
        {
            place.Report(right.At.StepArithmetic(action));
            return SpecType.Error;
        }
    }

    private BoundExpression Power(BinarySyntax syntax, SourceSpan at)
    {
        BoundExpression left = Bind(syntax.Left), right = Bind(syntax.Right);
        if (!IsNumberOrUnknown(left, "The base of a power") || !IsNumberOrUnknown(right, "An exponent"))
        {
            return new BoundMissing(at);
        }

        if (right.Type.IsNumber && !right.Type.Dimension.IsNone)
        {
            place.Report(right.At.NotPlain("An exponent", right.Type.Dimension));
            return new BoundMissing(at);
        }

        var type = left.Type;
        if (type.IsNumber && !type.Dimension.IsNone)
        {
            if (ConstantFolder.Fold(right) is not { IsWhole: true } exponent || exponent.Abs() > 100)
            {
                place.Report(right.At.ExponentNotWhole(type.Dimension));
                return new BoundMissing(at);
            }

            type = SpecType.Number(type.Dimension.ToThe((int)exponent.Numerator));
        }
        else if (type.IsNumber)
        {
            type = type.IsWhole && right.Type.IsWhole ? SpecType.Count : SpecType.Ratio;
        }

        if (ConstantFolder.Fold(left) is { IsZero: true } && ConstantFolder.Fold(right) is { Sign: < 0 })
        {
            place.Report(at.DivisionByZero());
            return new BoundMissing(at);
        }

        return new BoundBinary(at, type, left, BinaryOperator.Power, right);
    }

    private BoundExpression Comparison(BinarySyntax syntax, SourceSpan at)
    {
        BoundExpression left = Bind(syntax.Left), right = Bind(syntax.Right);
        if (left.Type.Kind == TypeKind.Error || right.Type.Kind == TypeKind.Error)
        {
            return new BoundMissing(at);
        }

        // Truths are equal or not; everything else that is compared is a number.
        var isEquality = syntax.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual;
        if (isEquality && (left.Type.Kind == TypeKind.Truth || right.Type.Kind == TypeKind.Truth))
        {
            return IsUnknown(left.Type) || IsUnknown(right.Type) || left.Type.Kind == right.Type.Kind
                ? new BoundBinary(at, SpecType.Truth, left, syntax.Operator, right)
                : Refuse(right.At.WrongType("The other side", Describe(left.Type), Describe(right.Type)), at);
        }

        if (!IsNumberOrUnknown(left, "What is compared") || !IsNumberOrUnknown(right, "What is compared"))
        {
            return new BoundMissing(at);
        }

        return AreAlike(left, right, "These cannot be compared") ? new BoundBinary(at, SpecType.Truth, left, syntax.Operator, right) : new BoundMissing(at);
    }

    private BoundExpression InRange(InRangeSyntax syntax, SourceSpan at)
    {
        BoundExpression operand = Bind(syntax.Operand), low = Bind(syntax.Low), high = Bind(syntax.High);
        return IsNumberOrUnknown(operand, "What is compared") && IsNumberOrUnknown(low, "The end of a range") && IsNumberOrUnknown(high, "The end of a range")
            && AreAlike(operand, low, "These cannot be compared") && AreAlike(operand, high, "These cannot be compared")
            ? new BoundInRange(at, operand, low, high)
            : new BoundMissing(at);
    }

    private BoundInSet InSet(InSetSyntax syntax, SourceSpan at)
        => new(at, BindAs(syntax.Operand, SpecType.Ratio, "What is looked for in a set"), BindAs(syntax.Set, SpecType.Counts, "What stands after 'in'"));

    private BoundMissing Refuse(Diagnostic diagnostic, SourceSpan at)
    {
        place.Report(diagnostic);
        return new BoundMissing(at);
    }

    private bool AreAlike(BoundExpression left, BoundExpression right, string action)
    {
        if (IsUnknown(left.Type) || IsUnknown(right.Type) || left.Type.Dimension == right.Type.Dimension)
        {
            return true;
        }

        place.Report(right.At.DimensionsDiffer(action, left.Type.Dimension, right.Type.Dimension, left.At));
        return false;
    }

    // True for numbers and for what only evaluation knows; false, with or without a word, for all else.
    private bool IsNumberOrUnknown(BoundExpression value, string what)
    {
        if (value.Type.IsNumber || value.Type.Kind == TypeKind.Any)
        {
            return true;
        }

        if (value.Type.Kind != TypeKind.Error)
        {
            place.Report(value.At.WrongType(what, "a number", Describe(value.Type)));
        }

        return false;
    }

    private bool IsNumber(SpecType type, SourceSpan at)
    {
        if (!type.IsNumber)
        {
            place.Report(at.WrongType("What is calculated with", "a number", Describe(type)));
        }

        return type.IsNumber;
    }

    private static SpecType Plain(SpecType type) => type.IsWhole ? SpecType.Ratio : type;
}
