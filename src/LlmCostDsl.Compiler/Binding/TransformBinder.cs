using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>Binds transforms: parameters and rules.</summary>
internal sealed class TransformBinder(TransformSymbol symbol, TransformSyntax syntax, SpecFile file)
{
    private static readonly string[] Subjects = ["weight", "activation", "cache", "operator"];

    private readonly Place place = new(file, symbol, "a transform") { HasHardware = true, HasModel = true, Variables = StepVariables.All };
    private readonly LocalNames parameters = new(null);

    public void Header()
    {
        symbol.Parameters = TypeBinder.Outline(place, syntax.Parameters);
        symbol.Parameters = TypeBinder.Parameters(
            place with { HasHardware = false, HasModel = false, Variables = StepVariables.None }, parameters, syntax.Parameters, k => k is not (TypeKind.Tensor or TypeKind.Step), "A parameter of a transform");
    }

    public void Body() => symbol.Rules = Rules(syntax.Body, new LocalNames(parameters));

    private EquatableArray<BoundStatement> Rules(EquatableArray<StatementSyntax> rules, LocalNames names)
        => rules.Select(r => Rule(r, names)).OfType<BoundStatement>().ToEquatable();

    private BoundStatement? Rule(StatementSyntax rule, LocalNames names)
    {
        switch (rule)
        {
            case RequireSyntax require:
                return AssignmentBinder.Require(place, names, require);
            case LetSyntax let:
                return AssignmentBinder.Let(place, names, let);
            case ApplySyntax apply:
                return ApplyBinder.Bind(place, names, apply);
            case IfStatementSyntax choice:
                var condition = new ExpressionBinder(place, names).Condition(choice.Condition);
                LocalNames then = names.Branch(), otherwise = names.Branch();
                var bound = new BoundIfStatement(place.At(choice), condition, Rules(choice.Then, then), Rules(choice.Else, otherwise));
                names.Join(then, otherwise);
                return bound;
            case SetRuleSyntax set:
                return Set(set, names);
            case BecomeRuleSyntax become:
                return Become(become, names);
            case EveryRuleSyntax every:
                return Every(every, names);
            case FuseRuleSyntax fuse:
                return Fuse(fuse, names);
            case ReplaceRuleSyntax replace:
                return Replace(replace, names);
            case OverrideRuleSyntax over:
                return OverrideBinder.Bind(place, names, over);
            default:
                return null;
        }
    }

    private BoundSetRule? Set(SetRuleSyntax set, LocalNames names)
    {
        var binder = new ExpressionBinder(place, names);
        var name = set.Name.Text;
        if (name.Length == 0)
        {
            return null;
        }

        if (EngineNames.ModelProperties.ContainsKey(name) || Members.OfModel(place, name) is not { } type)
        {
            place.Report(place.At(set.Name).UnknownSetParameter(name, place.Suggest(name, Members.NamesOfModels(place).Except(EngineNames.ModelProperties.Keys))));
            binder.Bind(set.Value);
            return null;
        }

        return new BoundSetRule(place.At(set), name, place.At(set.Name), binder.BindAs(set.Value, type, $"'{name}'"));
    }

    private BoundBecomeRule? Become(BecomeRuleSyntax become, LocalNames names)
    {
        var at = place.At(become.Model);
        if (become.Model.Parts.Count == 1 && names.Find(become.Model.Text) is { } local)
        {
            if (local.Type.Kind == TypeKind.Model)
            {
                return new BoundBecomeRule(place.At(become), new BoundLocal(at, SpecType.Model, local.Name));
            }

            if (local.Type.Kind != TypeKind.Error)
            {
                place.Report(at.BecomesNoModel(local.Name, "of type " + local.Type.Name));
            }

            return null;
        }

        return place.Resolve<ModelSymbol>(become.Model.Parts) is { } model ? new BoundBecomeRule(place.At(become), new BoundModelUse(at, model)) : null;
    }

    private BoundEveryRule? Every(EveryRuleSyntax every, LocalNames names)
    {
        ItKind it;
        switch (every.Subject.Text)
        {
            case "operator":
                it = ItKind.Operator;
                break;
            case "weight":
                it = ItKind.Weight;
                break;
            case "activation":
                it = ItKind.Activation;
                break;
            case "cache":
                it = ItKind.Cache;
                break;
            default:
                place.Report(place.At(every.Subject).UnknownRuleSubject(every.Subject.Text, place.Suggest(every.Subject.Text, Subjects)));
                return null;
        }

        var about = place with { It = it, Name = "a rule" };
        var where = every.Where is { } w ? new ExpressionBinder(about, names).Condition(w) : null;
        var subject = it switch
        {
            ItKind.Weight => RuleSubject.Weight,
            ItKind.Activation => RuleSubject.Activation,
            ItKind.Cache => RuleSubject.Cache,
            _ => RuleSubject.Operator,
        };
        return new BoundEveryRule(place.At(every), subject, where, Costs(about, new LocalNames(names), every.Body, it));
    }

    private static EquatableArray<BoundStatement> Costs(Place about, LocalNames names, EquatableArray<StatementSyntax> body, ItKind it)
    {
        var bound = new List<BoundStatement>();
        foreach (var statement in body)
        {
            switch (statement)
            {
                case LetSyntax let:
                    bound.Add(AssignmentBinder.Let(about, names, let));
                    break;
                case RequireSyntax require:
                    bound.Add(AssignmentBinder.Require(about, names, require));
                    break;
                case AssignmentSyntax assignment when AssignmentBinder.Bind(about, names, assignment, it) is { } made:
                    bound.Add(made);
                    break;
                case FlowsSyntax flows when it == ItKind.Operator:
                    bound.Add(AssignmentBinder.Flows(about, names, flows));
                    break;
                case FlowsSyntax flows:
                    about.Report(about.At(flows).FlowsOfStore(EngineNames.Word(it)));
                    break;
            }
        }

        return bound.ToEquatable();
    }

    private BoundFuseRule Fuse(FuseRuleSyntax fuse, LocalNames names)
    {
        var inner = new LocalNames(names);
        var pattern = PatternBinder.Bind(place, inner, fuse.Pattern);
        var about = place with { HasCaptures = true, Name = "a condition on a pattern" };
        return new BoundFuseRule(
            place.At(fuse),
            pattern,
            fuse.Where is { } where ? new ExpressionBinder(about, inner).Condition(where) : null,
            fuse.Into.Text,
            fuse.Tags.Select(new ExpressionBinder(about, names).Tag).ToEquatable(),
            Costs(about with { It = ItKind.Operator, Name = "a fused operator" }, new LocalNames(inner), fuse.Body, ItKind.Operator));
    }

    private BoundReplaceRule Replace(ReplaceRuleSyntax replace, LocalNames names)
    {
        var inner = new LocalNames(names);
        var pattern = PatternBinder.Bind(place, inner, replace.Pattern);
        var about = place with { HasCaptures = true, Name = "a condition on a pattern" };
        return new BoundReplaceRule(
            place.At(replace),
            pattern,
            replace.Where is { } where ? new ExpressionBinder(about, inner).Condition(where) : null,
            new ArchitectureBinder(about with { Name = "a replacement", Matched = pattern }).Statements(replace.Body, new LocalNames(inner)));
    }
}
