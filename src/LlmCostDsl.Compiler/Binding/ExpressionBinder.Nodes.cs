using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <content>Where a tensor is wanted: a call there means an operator or a block.</content>
internal sealed partial class ExpressionBinder
{
    /// <summary>A node: a call of an operator or a block, an alias, or a choice between such.</summary>
    /// <param name="what">For messages.</param>
    public BoundExpression Node(ExpressionSyntax syntax, string what)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        var at = place.At(syntax);
        switch (syntax)
        {
            case InputTensorSyntax input:
                return new BoundInputTensor(at, Shape(input.Shape), input.Width is { } w ? BindAs(w, SpecType.Bits, "A width") : null);
            case CallSyntax { Target: NameSyntax or MemberSyntax } call when Path(call.Target) is { } path:
                return CallOperator(call, path, at);
            case IfSyntax choice:
                return new BoundIf(at, SpecType.Tensor, Condition(choice.Condition), Node(choice.Then, what), Node(choice.Else, what));
            default:
                return Converted(Bind(syntax), SpecType.Tensor, what);
        }
    }

    /// <summary>A shape's extents.</summary>
    public EquatableArray<BoundExtent> Shape(EquatableArray<ExtentSyntax> extents)
        => extents.Select(e => new BoundExtent(
            place.At(e),
            e.IsSpread ? BindAs(e.Value, SpecType.Tensor, "What is spread out") : BindAs(e.Value, SpecType.Ratio, "An extent"),
            e.IsSpread)).ToEquatable();

    /// <summary>An argument, as its parameter's type wants it.</summary>
    public BoundExpression Argument(ArgumentSyntax syntax, BoundParameter parameter)
    {
        var what = $"'{parameter.Name}'";
        switch (parameter.Type.Kind)
        {
            case TypeKind.Tensor:
                return Node(syntax.Value, what);
            case TypeKind.Model:
                return Model(syntax.Value, what);
            case TypeKind.Word:
                return Word(syntax.Value, parameter.Type, what);
            default:
                var value = BindAs(syntax.Value, parameter.Type, what);
                CheckRange(value, parameter.Low, parameter.High, parameter.Type, what);
                return value;
        }
    }

    /// <summary>A model: a parameter of that type, or one by its name.</summary>
    public BoundExpression Model(ExpressionSyntax syntax, string what)
    {
        var at = place.At(syntax);
        if (Path(syntax) is not { } path || names.Find(path[0].Text) is not null)
        {
            return Converted(Bind(syntax), SpecType.Model, what);
        }

        return place.Resolve<ModelSymbol>(path) is { } model ? new BoundModelUse(at, model) : new BoundMissing(at);
    }

    private BoundExpression CallOperator(CallSyntax syntax, IReadOnlyList<Identifier> path, SourceSpan at)
    {
        var name = path[path.Count - 1].Text;
        var calleeAt = place.At(syntax.Target);
        if (!place.IsDeclared(DeclarationKind.Callable, path) && (Intrinsics.ContainsKey(name) || name == "sum" || place.IsDeclared(DeclarationKind.Function, path)))
        {
            place.Report(calleeAt.WrongCallee(name, "a function, and a tensor is wanted here", "Call an operator, or bind a number with 'let'."));
            return new BoundMissing(at);
        }

        if (place.Resolve<CallableSymbol>(path) is not { } callee)
        {
            // What stands in the brackets may be a tensor or a number: without its parameter nobody can tell which.
            return new BoundMissing(at);
        }

        var parameters = callee.Parameters;
        var matched = ArgumentMatcher.Match(place, name, calleeAt, syntax.Arguments, parameters, _ => true);
        return new BoundOperatorCall(at, callee, parameters.Select((p, i) => matched[i] is { } a ? Argument(a, p) : null).ToEquatable());
    }
}
