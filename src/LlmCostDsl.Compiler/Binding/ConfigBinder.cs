using LlmCostDsl.Compiler.Configs;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>Binds configs: which architecture they fill, with what, and whether that can be.</summary>
internal static class ConfigBinder
{
    /// <summary>What an expectation of a config may be about.</summary>
    public static readonly HashSet<string> Facts = ["parameters", "active_parameters", "weights"];

    public static void Header(ConfigSymbol symbol, ConfigSyntax syntax, SpecFile file)
    {
        var place = new Place(file, symbol, "a config");
        symbol.Base = syntax.Base is { } path ? place.Resolve<ConfigSymbol>(path.Parts) : null;
        symbol.Own = syntax.Architecture is { } architecture ? place.Resolve<ArchitectureSymbol>(architecture.Parts) : null;
    }

    public static void Body(ConfigSymbol symbol, ConfigSyntax syntax, SpecFile file)
    {
        var place = new Place(file, symbol, "a config");
        var declared = symbol.Declared;
        if (symbol.Own is { } own && symbol.Base?.Declared.Architecture is { } inherited && !ReferenceEquals(own, inherited))
        {
            place.Report(place.At(syntax.Architecture!).OtherArchitecture(own.Name, inherited.Name, symbol.Base.At));
        }

        CheckOnce(place, syntax);
        var check = new ConfigCheck(place, declared);
        check.Condition(syntax.When, "The condition of a config");
        if (syntax.Under is { } under)
        {
            check.Expect(under, ConfigKind.Text, "What keys stand below");
        }

        foreach (var statement in syntax.Body)
        {
            Check(place, check, declared, statement);
        }

        if (declared.Architecture is { } architecture && (syntax.Architecture is not null || symbol.Base?.Declared.Architecture is null))
        {
            var unfilled = architecture.Parameters.Where(p => p.Default is null && !declared.Fills.ContainsKey(p.Name)).Select(p => p.Name).ToList();
            if (unfilled.Count > 0)
            {
                place.Report(place.At(syntax.Name).Unfilled(architecture.Name, unfilled));
            }
        }
    }

    private static void Check(Place place, ConfigCheck check, ConfigDeclared declared, StatementSyntax statement)
    {
        switch (statement)
        {
            case FillSyntax { IsLet: true } let:
                check.All(let.Alternatives);
                break;
            case FillSyntax fill:
                Fill(place, check, declared, fill);
                break;
            case KeyTitleSyntax title:
                foreach (var alternative in title.Alternatives)
                {
                    check.Expect(alternative, ConfigKind.Text, "A title");
                }

                break;
            case RequireSyntax require:
                check.Condition(require.Condition, "A condition");
                break;
            case AssumeSyntax assume:
                check.Condition(assume.Condition, "A condition");
                break;
            case ApplySyntax apply:
                Apply(place, check, apply);
                break;
            case ApplyToSyntax { Apply: var apply }:
                Apply(place, check.OfTensors(), apply);
                break;
            case ExpectSyntax { Condition: BinarySyntax { Operator: BinaryOperator.Equal, Left: NameSyntax { Name: var fact }, Right: var right }, At.IsEmpty: true } expect when Facts.Contains(fact):
                check.Expect(right, ConfigKind.Number, $"'{fact}'");
                if (expect.Within is { } within)
                {
                    check.Expect(within, ConfigKind.Number, "A tolerance");
                }

                break;
            case ExpectSyntax expect:
                place.Report(place.At(expect).NoFact());
                break;
        }
    }

    private static void Fill(Place place, ConfigCheck check, ConfigDeclared declared, FillSyntax fill)
    {
        var at = place.At(fill.Name);
        var kind = ConfigKind.Any;
        if (declared.Architecture is not { } architecture)
        {
            place.Report(at.NoArchitecture(fill.Name.Text));
        }
        else if (architecture.Parameters.FirstOrDefault(p => p.Name == fill.Name.Text) is { } parameter)
        {
            kind = ConfigKinds.Of(parameter.Type);
        }
        else
        {
            place.Report(at.UnknownArgument(architecture.Name, fill.Name.Text, place.Suggest(fill.Name.Text, architecture.Parameters.Select(p => p.Name))));
        }

        foreach (var alternative in fill.Alternatives)
        {
            check.Expect(alternative, kind, $"'{fill.Name.Text}'");
        }
    }

    private static void Apply(Place place, ConfigCheck check, ApplySyntax apply)
    {
        check.Condition(apply.When, "A condition");
        if (place.Resolve<TransformSymbol>(apply.Transform.Parts) is not { } transform)
        {
            return;
        }

        var matched = ArgumentMatcher.Match(place, transform.Name, place.At(apply.Transform), apply.Arguments, transform.Parameters, _ => true);
        for (var i = 0; i < matched.Length; i++)
        {
            // A word is itself and no key.
            if (matched[i] is { } argument && transform.Parameters[i].Type.Kind != TypeKind.Word)
            {
                check.Expect(argument.Value, ConfigKinds.Of(transform.Parameters[i].Type), $"'{transform.Parameters[i].Name}'");
            }
        }
    }

    private static void CheckOnce(Place place, ConfigSyntax syntax)
    {
        var seen = new Dictionary<(bool, string), FillSyntax>();
        foreach (var fill in syntax.Body.OfType<FillSyntax>())
        {
            if (seen.TryGetValue((fill.IsLet, fill.Name.Text), out var other))
            {
                place.Report(place.At(fill.Name).BoundTwice(fill.Name.Text, place.At(other.Name)));
            }
            else
            {
                seen.Add((fill.IsLet, fill.Name.Text), fill);
            }
        }
    }
}
