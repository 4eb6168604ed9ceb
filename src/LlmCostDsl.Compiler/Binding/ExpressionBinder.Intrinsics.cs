using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <content>The functions that are built in.</content>
internal sealed partial class ExpressionBinder
{
    private static readonly Dictionary<string, Intrinsic> Intrinsics = new()
    {
        ["min"] = Intrinsic.Minimum,
        ["max"] = Intrinsic.Maximum,
        ["ceil"] = Intrinsic.Ceiling,
        ["floor"] = Intrinsic.Floor,
        ["round"] = Intrinsic.Round,
        ["abs"] = Intrinsic.Absolute,
        ["log2"] = Intrinsic.Log2,
        ["sqrt"] = Intrinsic.SquareRoot,
        ["present"] = Intrinsic.Present,
    };

    private BoundExpression CallIntrinsic(CallSyntax syntax, string name, Intrinsic intrinsic, SourceSpan at)
    {
        if (IntrinsicArguments(syntax, name, intrinsic, at) is not { } arguments)
        {
            return new BoundMissing(at);
        }

        if (intrinsic == Intrinsic.Present)
        {
            return Present(arguments[0], at);
        }

        if (arguments.Exists(a => a.Type.Kind == TypeKind.Error) || !arguments.TrueForAll(a => IsNumberOrUnknown(a, $"What '{name}' takes")))
        {
            return new BoundMissing(at);
        }

        var isSound = true;
        for (var i = 1; i < arguments.Count && isSound; i++)
        {
            isSound = AreAlike(arguments[0], arguments[i], $"'{name}' takes quantities of one kind");
        }

        return isSound && ResultOf(intrinsic, name, arguments) is { } type ? new BoundIntrinsic(at, type, intrinsic, arguments.ToEquatable()) : new BoundMissing(at);
    }

    // What a device states shows when it is known; what a model's architecture declares, when the model is.
    private BoundExpression Present(BoundExpression argument, SourceSpan at)
    {
        if (argument is BoundProperty { Target: BoundSubject { Subject: Subject.Hardware } }
            || (argument is BoundProperty { Target.Type.Kind: TypeKind.Model } asked && !EngineNames.ModelProperties.ContainsKey(asked.Name)))
        {
            return new BoundIntrinsic(at, SpecType.Truth, Intrinsic.Present, EquatableArray.Of(argument));
        }

        if (argument.Type.Kind != TypeKind.Error)
        {
            place.Report(argument.At.WrongType(
                "What 'present' asks for",
                "an attribute of the device, 'hw.…', or a parameter of a model, 'model.…'",
                argument is BoundProperty { Target.Type.Kind: TypeKind.Model } ? "what every model has" : Describe(argument.Type)));
        }

        return new BoundMissing(at);
    }

    // The type of the result; null where the arguments do not fit, which has been said.
    private SpecType? ResultOf(Intrinsic intrinsic, string name, List<BoundExpression> arguments)
    {
        var type = arguments[0].Type;
        switch (intrinsic)
        {
            case Intrinsic.Minimum or Intrinsic.Maximum:
                var known = arguments.Select(a => a.Type).FirstOrDefault(t => t.IsNumber);
                return known is null ? SpecType.Any : arguments.TrueForAll(a => a.Type == known) ? known : SpecType.Number(known.Dimension);
            case Intrinsic.Absolute:
                return type;
            case Intrinsic.Round when arguments.Count == 2:
                return type.IsWhole || !type.IsNumber ? type : SpecType.Number(type.Dimension);
            case Intrinsic.SquareRoot:
                if (type.Kind == TypeKind.Any)
                {
                    return type;
                }

                if (type.Dimension.Root() is { } root)
                {
                    return SpecType.Number(root);
                }

                place.Report(arguments[0].At.OddRoot(type.Dimension));
                return null;
            default:
                // Rounding a quantity would depend on its unit; a logarithm of one means nothing.
                if (type.IsNumber && !type.Dimension.IsNone)
                {
                    place.Report(arguments[0].At.NotPlain($"What '{name}' takes", type.Dimension));
                    return null;
                }

                return intrinsic == Intrinsic.Log2 ? SpecType.Ratio : SpecType.Count;
        }
    }

    private List<BoundExpression>? IntrinsicArguments(CallSyntax syntax, string name, Intrinsic intrinsic, SourceSpan at)
    {
        var most = intrinsic is Intrinsic.Minimum or Intrinsic.Maximum ? int.MaxValue : intrinsic == Intrinsic.Round ? 2 : 1;
        var arguments = new List<BoundExpression>();
        var isSound = true;
        foreach (var argument in syntax.Arguments)
        {
            var isMultiple = intrinsic == Intrinsic.Round && arguments.Count == 1 && argument.Name?.Text == "multiple";
            if (argument.IsIndex || argument.Where is not null)
            {
                place.Report(place.At(argument).MisplacedArgument(name, argument.IsIndex ? "i in lo..hi" : "e where c"));
                isSound = false;
            }
            else if (arguments.Count == most)
            {
                place.Report(place.At(argument).TooManyArguments(name, most));
                isSound = false;
            }
            else if (argument.Name is { } unknown && !isMultiple)
            {
                place.Report(place.At(unknown).UnknownArgument(name, unknown.Text, intrinsic == Intrinsic.Round ? "multiple" : null));
                isSound = false;
            }

            if (isSound)
            {
                arguments.Add(Bind(argument.Value));
            }
        }

        if (isSound && arguments.Count == 0)
        {
            place.Report(at.MissingArguments(name, ["x"]));
            isSound = false;
        }

        if (isSound && intrinsic == Intrinsic.Round && arguments.Count == 2 && ConstantFolder.Fold(arguments[1]) is { IsZero: true })
        {
            place.Report(arguments[1].At.DivisionByZero());
            isSound = false;
        }

        return isSound ? arguments : null;
    }
}
