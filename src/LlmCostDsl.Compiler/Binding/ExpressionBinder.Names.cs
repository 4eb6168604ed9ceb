using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <content>Names, and what follows a dot.</content>
internal sealed partial class ExpressionBinder
{
    private BoundExpression Name(NameSyntax syntax, SourceSpan at)
    {
        var name = syntax.Name;
        if (names.Find(name) is { } local)
        {
            return new BoundLocal(at, local.Type, name);
        }

        if (place.Definitions?.Find(name) is { } definition)
        {
            return Use(definition, place.Definitions, isBase: false, at);
        }

        if (name == "batch" ? place.Variables != StepVariables.None : name is "tokens" or "context" && place.Variables == StepVariables.All)
        {
            return new BoundLocal(at, name == "batch" ? SpecType.Count : SpecType.Ratio, name);
        }

        if (place.Variables == StepVariables.All && OfStep(name) is { } given)
        {
            return new BoundStepParameter(at, given, name);
        }

        if (place.BareModel is { } architecture && TypeOfModel(architecture, name) is { } type)
        {
            return new BoundProperty(at, type, new BoundSubject(at, SpecType.Model, Subject.Model), name, at);
        }

        if (name.Length > 0 && names.MissesFirst(name))
        {
            place.Report(NoSuchName(name, at));
        }

        return new BoundMissing(at);
    }

    // What some architecture lets its steps be given; whether the model's does is known when its graph is built.
    private SpecType? OfStep(string name)
    {
        var types = BoundProgram.WordsNear(place.File).Concat(place.IsChecked ? place.Program.WordsFar(place.File) : [])
            .SelectMany(w => w.StepParameters.TryGetValue(name, out var t) ? t : []).Distinct().Take(2).ToList();
        return types.Count == 0 ? null : types.Count == 1 ? types[0] : SpecType.Any;
    }

    private static SpecType? TypeOfModel(ArchitectureSymbol architecture, string name)
        => EngineNames.ModelProperties.TryGetValue(name, out var type) ? type : architecture.Parameters.FirstOrDefault(p => p.Name == name)?.Type;

    private Diagnostic NoSuchName(string name, SourceSpan at)
    {
        if (name is "it" or "hw" or "base" || (name == "model" && place.HasModel))
        {
            return at.NotHere(name, "a formula by itself", $"Name what is meant: '{name}.…'.");
        }

        if (name is "batch" or "tokens" or "context")
        {
            return at.NotHere(name, place.Name, "Operators, architectures and transforms see the step's numbers.");
        }

        if (name == "phase" || (EngineNames.Sets.Contains(name) && place.It != ItKind.None))
        {
            return at.WordNeedsIs(name);
        }

        if (LocalNames.BuiltIn.Contains(name))
        {
            return at.WrongCallee(name, "a function", $"Call it: '{name}(…)'.");
        }

        var nearby = names.All
            .Concat(place.Definitions?.Paths ?? [])
            .Concat(place.BareModel is { } model ? EngineNames.ModelProperties.Keys.Concat(model.Parameters.Select(p => p.Name)) : [])
            .Concat(place.Variables == StepVariables.All ? ["batch", "tokens", "context"] : place.Variables == StepVariables.Batch ? ["batch"] : []);
        var suggestion = place.Suggest(name, nearby);
        var remedy = suggestion is null ? BelongsTo(name, at) : null;
        return at.UnknownName(name, suggestion, remedy);
    }

    // A name that something else has: said with its dot.
    private string? BelongsTo(string name, SourceSpan at)
    {
        if (place.Definitions?.Paths.FirstOrDefault(p => p.StartsWith(name + ".", StringComparison.Ordinal)) is { } path)
        {
            return $"Write '{path}'.";
        }

        if (place.It != ItKind.None && (Members.Channel(place, name) is not null || Members.Declared(place, EngineNames.Word(place.It), name) is not null || EngineNames.Attributes(place.It).ContainsKey(name)))
        {
            return $"Write 'it.{name}'.";
        }

        if (place.HasHardware && Members.Declared(place, "hardware", name) is not null)
        {
            return $"Write 'hw.{name}'.";
        }

        return place.HasModel && BoundProgram.WordsNear(place.File).Any(w => w.ArchitectureParameters.ContainsKey(name)) ? $"Write 'model.{name}'."
            : place.IsDeclared(DeclarationKind.Function, [new Identifier(at.Span, name)]) ? $"'{name}' is a function: write '{name}(…)'."
            : null;
    }

    private BoundExpression Member(MemberSyntax syntax, SourceSpan at)
    {
        var memberAt = place.At(syntax.Member);
        var name = syntax.Member.Text;
        if (name.Length == 0)
        {
            return new BoundMissing(at);
        }

        if (syntax.Target is NameSyntax { Name: var head } && names.Find(head) is null && place.Definitions?.Find(head) is null)
        {
            var headAt = place.At(syntax.Target);
            switch (head)
            {
                case "hw":
                    return Hardware(at, headAt, name, memberAt);
                case "it":
                    return OfIt(at, headAt, name, memberAt);
                case "model" when place.HasModel:
                    return Property(at, new BoundSubject(headAt, SpecType.Model, Subject.Model), name, memberAt);
                case "base":
                    return OfBase(at, headAt, [name], memberAt);
            }
        }

        if (Dotted(syntax) is { } parts && names.Find(parts[0]) is null)
        {
            if (parts[0] == "base" && parts.Count > 2 && place.Definitions?.Find("base") is null)
            {
                var path = string.Join(".", parts.Skip(1));
                if (place.Base?.Find(path) is not null)
                {
                    return OfBase(at, at, [.. parts.Skip(1)], memberAt);
                }
            }
            else if (place.Definitions?.Find(string.Join(".", parts)) is { } definition)
            {
                return Use(definition, place.Definitions, isBase: false, at);
            }
        }

        if (Dotted(syntax) is { } group && names.Find(group[0]) is null && place.Definitions is { } definitions && definitions.Find(group[0]) is null
            && definitions.Paths.Any(p => p.StartsWith(group[0] + ".", StringComparison.Ordinal)))
        {
            // A group such as memory.total, of which there is no such member.
            var path = string.Join(".", group);
            if (!definitions.Paths.Any(p => path.StartsWith(p + ".", StringComparison.Ordinal)))
            {
                place.Report(at.UnknownName(path, place.Suggest(path, definitions.Paths), null));
                return new BoundMissing(at);
            }
        }

        return Property(at, Bind(syntax.Target), name, memberAt);
    }

    private BoundExpression Property(SourceSpan at, BoundExpression target, string name, SourceSpan memberAt)
    {
        SpecType? type;
        string? suggestion = null;
        string subject;
        switch (target.Type.Kind)
        {
            case TypeKind.Error:
                return new BoundMissing(at);
            case TypeKind.Any:
                return new BoundProperty(at, SpecType.Any, target, name, memberAt);
            case TypeKind.Tensor:
                type = Members.OfTensor(place, name);
                suggestion = type is null ? place.Suggest(name, Members.NamesOfTensors(place)) : null;
                subject = "A tensor";
                break;
            case TypeKind.Model:
                type = Members.OfModel(place, name);
                suggestion = type is null ? place.Suggest(name, Members.NamesOfModels(place)) : null;
                subject = "No model";
                break;
            case TypeKind.Step:
                type = Members.OfStep(place, name);
                suggestion = type is null ? place.Suggest(name, Members.NamesOfSteps(place)) : null;
                subject = "A step";
                break;
            default:
                type = null;
                subject = char.ToUpperInvariant(Describe(target.Type)[0]) + Describe(target.Type).Substring(1);
                break;
        }

        if (type is not null)
        {
            return new BoundProperty(at, type, target, name, memberAt);
        }

        place.Report(EngineNames.Sets.Contains(name) && target.Type.Kind == TypeKind.Tensor
            ? memberAt.WordNeedsIs(name)
            : memberAt.UnknownProperty(subject, name, suggestion));
        return new BoundMissing(at);
    }

    private BoundExpression Hardware(SourceSpan at, SourceSpan headAt, string name, SourceSpan memberAt)
    {
        if (!place.HasHardware)
        {
            place.Report(headAt.NotHere("hw", place.Name, "Costs, timings, schedules and functions may read the device."));
            return new BoundMissing(at);
        }

        if (Members.Declared(place, "hardware", name) is not { } attribute)
        {
            place.Report(memberAt.UnknownProperty("Hardware", name, place.Suggest(name, Members.NamesOfHardware(place)), Elsewhere("hardware." + name)));
            return new BoundMissing(at);
        }

        place.Refer(attribute, memberAt);
        return new BoundProperty(at, attribute.Type, new BoundSubject(headAt, SpecType.Any, Subject.Hardware), name, memberAt);
    }

    private string? Elsewhere(string attribute)
        => place.Program.Modules.FirstOrDefault(m => m.Declares(DeclarationKind.Attribute, attribute)) is { } module ? $"Add 'import {module.Path}', which declares it." : null;

    private BoundExpression OfIt(SourceSpan at, SourceSpan headAt, string name, SourceSpan memberAt)
    {
        if (It(headAt) is not BoundSubject it)
        {
            return new BoundMissing(at);
        }

        if (Members.OfIt(place, name, memberAt) is { } type)
        {
            return new BoundProperty(at, type, it, name, memberAt);
        }

        place.Report(EngineNames.Sets.Contains(name)
            ? memberAt.WordNeedsIs(name)
            : memberAt.UnknownProperty($"{(place.It is ItKind.Operator or ItKind.Activation ? "An" : "A")} {EngineNames.Word(place.It)}", name, place.Suggest(name, Members.NamesOfIt(place))));
        return new BoundMissing(at);
    }

    private BoundExpression OfBase(SourceSpan at, SourceSpan headAt, IReadOnlyList<string> parts, SourceSpan memberAt)
    {
        if (place.Base is not { } table)
        {
            place.Report(headAt.NotHere("base", place.Name, "Only a transform's definitions for a schedule or a timing have a base."));
            return new BoundMissing(at);
        }

        var path = string.Join(".", parts);
        if (table.Find(path) is { } definition)
        {
            return Use(definition, table, isBase: true, at);
        }

        if (path == "step" && !place.HasSteps)
        {
            // A timing that says nothing of the whole step adds its operators' times up.
            return new BoundDefinitionUse(at, TypeNames.Seconds, path, true);
        }

        var group = table.Paths.FirstOrDefault(p => p.StartsWith(path + ".", StringComparison.Ordinal));
        place.Report(memberAt.BaseOfNothing(path, table.Name, group ?? place.Suggest(path, table.Paths)));
        return new BoundMissing(at);
    }

    private BoundExpression Use(Definition definition, DefinitionTable table, bool isBase, SourceSpan at)
    {
        if (definition.Parameters is { } parameters)
        {
            place.Report(at.DefinitionNotCalled(definition.Path, parameters.Count));
            return new BoundMissing(at);
        }

        return new BoundDefinitionUse(at, table.TypeOf(definition, at, place), definition.Path, isBase);
    }
}
