using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>What operators and rules say of costs: channels, attributes, and what is read and written.</summary>
internal static class AssignmentBinder
{
    private static readonly ItKind[] Kinds = [ItKind.Operator, ItKind.Weight, ItKind.Activation, ItKind.Cache];

    /// <summary>The attributes of a store or a result.</summary>
    public static EquatableArray<BoundAssignment> Block(Place place, LocalNames names, EquatableArray<AssignmentSyntax> assignments, params ItKind[] subjects)
        => assignments.Select(a => Bind(place, names, a, subjects)).OfType<BoundAssignment>().ToEquatable();

    /// <summary>One assignment to a channel or an attribute of one of the subjects; <c>it</c> is the first of them.</summary>
    public static BoundAssignment? Bind(Place place, LocalNames names, AssignmentSyntax syntax, params ItKind[] subjects)
    {
        var binder = new ExpressionBinder(place with { It = subjects[0] }, names);
        var name = syntax.Name.Text;
        var at = place.At(syntax.Name);
        if (name.Length == 0)
        {
            return null;
        }

        if (subjects.Select(s => TargetType(place, s, name)).FirstOrDefault(t => t is not null) is not { } type)
        {
            ReportUnknown(place, at, name, subjects);
            binder.Bind(syntax.Value);
            return null;
        }

        if (syntax.Operator != AssignmentOperator.Set && !type.IsNumber && type.Kind != TypeKind.Error)
        {
            place.Report(at.AdjustmentDoesNotFit(name, "true or false, and cannot be adjusted"));
            return null;
        }

        var isScaled = syntax.Operator is AssignmentOperator.Multiply or AssignmentOperator.Divide;
        var value = binder.BindAs(syntax.Value, isScaled ? SpecType.Ratio : type, isScaled ? $"A factor of '{name}'" : $"'{name}'");
        if (syntax.Operator == AssignmentOperator.Divide && ConstantFolder.Fold(value) is { IsZero: true })
        {
            place.Report(value.At.DivisionByZero());
        }

        return new BoundAssignment(place.At(syntax), name, at, type, syntax.Operator, value);
    }

    /// <summary><c>reads …</c> and <c>writes …</c>.</summary>
    public static BoundFlows Flows(Place place, LocalNames names, FlowsSyntax syntax)
    {
        var binder = new ExpressionBinder(place, names);
        return new BoundFlows(place.At(syntax), syntax.IsReads, syntax.Flows.Select(f => new BoundFlow(
            place.At(f),
            binder.BindAs(f.Tensor.AsExpression(), SpecType.Tensor, syntax.IsReads ? "What is read" : "What is written"),
            f.Factor is { } factor ? binder.BindAs(factor, SpecType.Ratio, "A factor") : null)).ToEquatable());
    }

    public static BoundLet Let(Place place, LocalNames names, LetSyntax syntax)
    {
        var value = new ExpressionBinder(place, names).Bind(syntax.Value);
        if (value.Type.Kind is TypeKind.Tensor or TypeKind.Text or TypeKind.Model or TypeKind.Step or TypeKind.Word)
        {
            place.Report(value.At.WrongType("What 'let' binds", "a number, a truth or a set", ExpressionBinder.Describe(value.Type)));
            value = new BoundMissing(value.At);
        }

        names.Declare(new Local(syntax.Name.Text, value.Type, place.At(syntax.Name)), place);
        return new BoundLet(place.At(syntax), syntax.Name.Text, value);
    }

    public static BoundRequire Require(Place place, LocalNames names, RequireSyntax syntax)
        => new(place.At(syntax), new ExpressionBinder(place, names).Condition(syntax.Condition), syntax.Otherwise);

    private static SpecType? TargetType(Place place, ItKind subject, string name)
    {
        if (subject == ItKind.Operator && Members.Channel(place, name) is { } channel)
        {
            return channel;
        }

        if (EngineNames.Attributes(subject).TryGetValue(name, out var own))
        {
            return own;
        }

        if (Members.Declared(place, EngineNames.Word(subject), name) is not { } attribute)
        {
            return null;
        }

        place.Refer(attribute, attribute.At);
        return attribute.Type;
    }

    private static void ReportUnknown(Place place, SourceSpan at, string name, ItKind[] subjects)
    {
        var subject = (subjects[0] == ItKind.Operator || subjects[0] == ItKind.Activation ? "an " : "a ") + EngineNames.Word(subjects[0]);
        var others = Kinds.Where(k => TargetType(place, k, name) is not null).Select(EngineNames.Word).ToList();
        if (others.Count > 0)
        {
            place.Report(at.WrongSubject(name, subject, others));
            return;
        }

        var known = subjects.SelectMany(s => EngineNames.Attributes(s).Keys
            .Concat(place.File.VisibleKeys(DeclarationKind.Attribute).Where(k => k.StartsWith(EngineNames.Word(s) + ".", StringComparison.Ordinal)).Select(k => k.Substring(k.IndexOf('.') + 1)))
            .Concat(s == ItKind.Operator ? EngineNames.MemoryChannels.Concat(place.File.VisibleKeys(DeclarationKind.Channel)) : []));
        place.Report(at.UnknownTarget(name, subject, place.Suggest(name, known)));
    }
}
