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
            case CallSyntax { Target: NameSyntax { Name: var name } } again when place.Matched.FirstOrDefault(m => m.Name == name) is { } matched:
                return CallMatched(again, matched, at);
            case CallSyntax { Target: MemberSyntax { Member.Text: Before } target } call when IsTensor(target.Target):
                return Earlier(call, target, at);
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

    // Inputs come first, in the order of the operator's, then parameters by name; what a tag matched is known only when it has.
    private BoundExpression CallMatched(CallSyntax syntax, BoundPatternNode matched, SourceSpan at)
    {
        var parameters = matched.Operator is { } op
            ? [.. op.Parameters.OrderBy(p => p.Type.Kind == TypeKind.Tensor ? 0 : 1)]
            : syntax.Arguments.Select((a, i) => new BoundParameter(a.Name?.Text ?? "input " + i, at, a.Name is null ? SpecType.Tensor : SpecType.Any, null, null, null, null)).ToList();
        var given = ArgumentMatcher.Match(place, matched.Name, place.At(syntax.Target), syntax.Arguments, parameters, _ => false);
        var inputs = new List<BoundExpression>();
        var changed = new List<BoundArgument>();
        foreach (var (argument, i) in given.Select((g, i) => (g, i)).Where(g => g.g is not null))
        {
            if (argument!.Name is { } name)
            {
                var value = parameters[i].Type.Kind == TypeKind.Any ? Bind(argument.Value) : Argument(argument, parameters[i]);
                changed.Add(new BoundArgument(place.At(name), name.Text, value));
            }
            else
            {
                inputs.Add(Node(argument.Value, $"An input of '{matched.Name}'"));
            }
        }

        return new BoundMatchedCall(at, matched.Name, inputs.ToEquatable(), changed.ToEquatable());
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
