using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <content>Calls where a value is wanted: functions, definitions, steps, totals.</content>
internal sealed partial class ExpressionBinder
{
    private BoundExpression Call(CallSyntax syntax, SourceSpan at)
    {
        switch (syntax.Target)
        {
            case NameSyntax { Name: var name } target:
                return CallByName(syntax, name, at, place.At(target));
            case MemberSyntax { Member: var member } target:
                return CallMember(syntax, target, member, at);
            case MissingSyntax:
                return new BoundMissing(at);
            default:
                place.Report(place.At(syntax.Target).WrongCallee(place.At(syntax.Target).Text, "not a function", "Call a function by its name."));
                return new BoundMissing(at);
        }
    }

    private BoundExpression CallByName(CallSyntax syntax, string name, SourceSpan at, SourceSpan targetAt)
    {
        if (Intrinsics.TryGetValue(name, out var intrinsic))
        {
            return CallIntrinsic(syntax, name, intrinsic, at);
        }

        if (name == "sum")
        {
            return Sum(syntax, at);
        }

        if (place.Definitions?.Find(name) is { } definition)
        {
            return CallDefinition(syntax, definition, place.Definitions, isBase: false, at);
        }

        if (name == "step" && place.HasSteps)
        {
            return Step(syntax, null, at);
        }

        if (name == "total" && place.HasTotal)
        {
            return Total(syntax, null, at);
        }

        if (names.Find(name) is not null)
        {
            place.Report(targetAt.WrongCallee(name, "a value, not a function", "Leave out the brackets."));
            return new BoundMissing(at);
        }

        if (name is "step" or "total" && !place.IsDeclared(DeclarationKind.Function, [new(syntax.Target.Span, name)]))
        {
            place.Report(targetAt.NotHere(name, place.Name, name == "step" ? "Schedules and analyses ask for steps." : "Write 's.total(…)' of a step."));
            return new BoundMissing(at);
        }

        return CallFunction(syntax, [new Identifier(syntax.Target.Span, name)], at);
    }

    private BoundExpression CallMember(CallSyntax syntax, MemberSyntax target, Identifier member, SourceSpan at)
    {
        if (member.Text == Before && IsTensor(target.Target))
        {
            return Earlier(syntax, target, at);
        }

        if (Dotted(target) is { } parts && names.Find(parts[0]) is null)
        {
            if (parts[0] == "base" && place.Base is { } table && table.Find(string.Join(".", parts.Skip(1))) is { } overridden)
            {
                return CallDefinition(syntax, overridden, table, isBase: true, at);
            }

            if (place.Definitions?.Find(string.Join(".", parts)) is { } definition)
            {
                return CallDefinition(syntax, definition, place.Definitions, isBase: false, at);
            }

            // A function by its module: std.rate(…).
            if (place.Definitions?.Find(parts[0]) is null && place.Program.FindModule(string.Join(".", parts.Take(parts.Count - 1))) is not null)
            {
                return CallFunction(syntax, Path(target)!, at);
            }
        }

        if (member.Text is not ("step" or "total"))
        {
            if (target.Target is not NameSyntax { Name: "base" } && Bind(target.Target) is { Type.Kind: TypeKind.Error })
            {
                return new BoundMissing(at);
            }

            place.Report(place.At(member).WrongCallee(member.Text, "not a function", "Only '.step(…)' of a model and '.total(…)' of a step are called after a dot."));
            return new BoundMissing(at);
        }

        var bound = Bind(target.Target);
        var wanted = member.Text == "step" ? SpecType.Model : SpecType.Step;
        if (Converted(bound, wanted, $"What '.{member.Text}(…)' is asked of") is { Type.Kind: TypeKind.Error })
        {
            return new BoundMissing(at);
        }

        if (member.Text == "total")
        {
            return Total(syntax, bound, at);
        }

        if (!place.HasSteps)
        {
            place.Report(place.At(member).NotHere("step", place.Name, "Schedules and analyses ask for steps."));
            return new BoundMissing(at);
        }

        return Step(syntax, bound, at);
    }

    private BoundExpression CallFunction(CallSyntax syntax, IReadOnlyList<Identifier> path, SourceSpan at)
    {
        var name = path[path.Count - 1].Text;
        var calleeAt = place.At(syntax.Target);
        if (!place.IsDeclared(DeclarationKind.Function, path) && place.IsDeclared(DeclarationKind.Callable, path))
        {
            place.Report(calleeAt.WrongCallee(name, "an operator, and a value is wanted here", $"Make a node of it: 'x = {name}(…)', and use the node."));
            return new BoundMissing(at);
        }

        if (place.Resolve<FunctionSymbol>(path, NearbyFunctions()) is not { } function)
        {
            return new BoundMissing(at);
        }

        var parameters = function.Parameters;
        var matched = ArgumentMatcher.Match(place, name, calleeAt, syntax.Arguments, parameters, _ => true);
        var arguments = parameters.Select((p, i) => matched[i] is { } a ? Argument(a, p) : null).ToEquatable();
        return new BoundFunctionCall(at, function.Result, function, arguments);
    }

    // What may be called here beside declared functions.
    private IEnumerable<string> NearbyFunctions()
        => Intrinsics.Keys
            .Concat(["sum"])
            .Concat(place.HasSteps ? ["step"] : [])
            .Concat(place.HasTotal ? ["total"] : [])
            .Concat(place.Definitions?.Paths.Where(p => place.Definitions.Find(p) is { Parameters: not null }) ?? []);

    private BoundExpression CallDefinition(CallSyntax syntax, Definition definition, DefinitionTable table, bool isBase, SourceSpan at)
    {
        var takes = definition.Parameters?.Count ?? 0;
        var arguments = new List<BoundExpression>();
        foreach (var argument in syntax.Arguments)
        {
            if (argument.Name is not null || argument.IsIndex || argument.Where is not null)
            {
                place.Report(place.At(argument).MisplacedArgument(definition.Path, argument.IsIndex ? "i in lo..hi" : argument.Name is null ? "e where c" : "name: e"));
                return new BoundMissing(at);
            }

            arguments.Add(Bind(argument.Value));
        }

        if (definition.Parameters is null)
        {
            place.Report(place.At(syntax.Target).WrongCallee(definition.Path, "a value, not a function", "Leave out the brackets."));
            return new BoundMissing(at);
        }

        if (arguments.Count != takes)
        {
            place.Report(at.DefinitionArguments(definition.Path, takes, arguments.Count));
            return new BoundMissing(at);
        }

        var type = table.TypeOfCall(definition, [.. arguments.Select(a => a.Type)], at, place);
        return new BoundDefinitionCall(at, type, definition.Path, isBase, arguments.ToEquatable());
    }

    private BoundExpression Step(CallSyntax syntax, BoundExpression? model, SourceSpan at)
    {
        if (syntax.Arguments.IsEmpty || syntax.Arguments[0] is not { Name: null, IsIndex: false, Where: null, Value: NameSyntax phase })
        {
            place.Report((syntax.Arguments.IsEmpty ? at : place.At(syntax.Arguments[0])).StepPhase());
            return new BoundMissing(at);
        }

        var phaseAt = place.At(phase);
        if (model is null)
        {
            place.Asked?.Add((phase.Name, phaseAt));
        }

        CheckPhase(phase.Name, phaseAt);
        List<BoundParameter> parameters =
        [
            new("tokens", at, SpecType.Ratio, null, null, null, null),
            new("context", at, SpecType.Ratio, null, null, null, null),
            new("batch", at, SpecType.Ratio, null, null, new BoundMissing(at), null),
        ];
        foreach (var more in syntax.Arguments.Skip(1).Select(a => a.Name?.Text).OfType<string>().Distinct().Where(n => parameters.TrueForAll(p => p.Name != n)).ToList())
        {
            // Which architecture is asked is known later; the catalogue's own texts need not see the one that declares it.
            if ((OfStep(more) ?? (place.IsChecked ? null : SpecType.Any)) is { } type)
            {
                parameters.Add(new(more, at, type, null, null, new BoundMissing(at), null));
            }
        }

        var matched = ArgumentMatcher.Match(place, "step", place.At(syntax.Target), syntax.Arguments.Skip(1).ToEquatable(), parameters, _ => true);
        BoundExpression Number(int i) => matched[i] is { } a ? BindAs(a.Value, SpecType.Ratio, $"'{parameters[i].Name}'") : new BoundMissing(at);
        return new BoundStep(at, model, phase.Name, phaseAt, Number(0), Number(1), matched[2] is null ? null : Number(2))
        {
            Given = Enumerable.Range(3, parameters.Count - 3).Where(i => matched[i] is not null)
                .Select(i => new BoundArgument(place.At(matched[i]!), parameters[i].Name, BindAs(matched[i]!.Value, parameters[i].Type, $"'{parameters[i].Name}'"))).ToEquatable(),
        };
    }

    private void CheckPhase(string phase, SourceSpan at)
    {
        if (place.IsChecked
            && !BoundProgram.WordsNear(place.File).Any(w => w.Phases.Contains(phase))
            && !place.Program.WordsFar(place.File).Any(w => w.Phases.Contains(phase)))
        {
            place.Report(at.UnknownStep(phase, place.Suggest(phase, place.Program.Modules.SelectMany(m => m.Words.Phases))));
        }
    }

    private BoundExpression Total(CallSyntax syntax, BoundExpression? target, SourceSpan at)
    {
        if (syntax.Arguments.Count != 1 || syntax.Arguments[0] is not { Name: null, IsIndex: false } argument)
        {
            place.Report(at.TotalForm("A total takes one formula about 'it'."));
            return new BoundMissing(at);
        }

        var inside = place with { It = ItKind.Operator, IsInTotal = true, HasTotal = false, HasSteps = false, Name = "a total", Timing = place.Timing };
        var binder = new ExpressionBinder(inside, names);
        var body = binder.Bind(argument.Value);
        var where = argument.Where is { } w ? binder.Condition(w) : null;
        return binder.IsNumberOrUnknown(body, "What is totalled") ? new BoundTotal(at, body.Type, target, body, where) : new BoundMissing(at);
    }

    private BoundExpression Sum(CallSyntax syntax, SourceSpan at)
    {
        if (syntax.Arguments.Count != 2 || !syntax.Arguments[0].IsIndex || syntax.Arguments[0].Name is not { } index
            || syntax.Arguments[1] is not { Name: null, IsIndex: false, Where: null } term)
        {
            place.Report(at.MisplacedArgument("sum", "a, b, …"));
            return new BoundMissing(at);
        }

        var low = BindAs(syntax.Arguments[0].Value, SpecType.Ratio, "The start of a sum");
        var high = BindAs(syntax.Arguments[0].High!, SpecType.Ratio, "The end of a sum");
        var inner = new LocalNames(names);
        inner.Declare(new Local(index.Text, SpecType.Ratio, place.At(index)), place);
        var body = new ExpressionBinder(place, inner).Bind(term.Value);
        if (body.Type.Kind == TypeKind.Step || IsNumberOrUnknown(body, "What is summed"))
        {
            return new BoundSum(at, body.Type.IsWhole ? SpecType.Ratio : body.Type, index.Text, low, high, body);
        }

        return new BoundMissing(at);
    }
}
