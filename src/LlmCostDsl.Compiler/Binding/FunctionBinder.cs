using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>Binds functions, attributes and channels.</summary>
internal static class FunctionBinder
{
    public static void Header(FunctionSymbol symbol, FunctionSyntax syntax, SpecFile file, LocalNames names)
    {
        var place = new Place(file, symbol, "a function");
        symbol.Result = TypeNames.Read(syntax.Result);
        symbol.Parameters = TypeBinder.Outline(place, syntax.Parameters);
        if (LocalNames.BuiltIn.Contains(symbol.Name))
        {
            place.Report(symbol.At.HidesBuiltIn(symbol.Name));
        }

        symbol.Result = TypeBinder.Bind(place, syntax.Result);
        if (symbol.Result.Kind is not (TypeKind.Number or TypeKind.Truth or TypeKind.Error))
        {
            place.Report(place.At(syntax.Result).TypeNotHere(symbol.Result.Name, "The result of a function"));
            symbol.Result = SpecType.Error;
        }

        symbol.Parameters = TypeBinder.Parameters(place, names, syntax.Parameters, k => k is TypeKind.Number or TypeKind.Truth or TypeKind.Counts, "A parameter of a function");
    }

    public static void Body(FunctionSymbol symbol, FunctionSyntax syntax, SpecFile file, LocalNames names)
    {
        var place = new Place(file, symbol, "a function") { HasHardware = true };
        symbol.Body = new BoundMissing(place.At(syntax.Body));
        symbol.Body = new ExpressionBinder(place, names).BindAs(syntax.Body, symbol.Result, $"The result of '{symbol.Name}'");
    }

    public static void Header(AttributeSymbol symbol, AttributeSyntax syntax, SpecFile file)
    {
        var place = new Place(file, symbol, "an attribute");
        symbol.Type = TypeBinder.Bind(place, syntax.Type);
        if (symbol.Type.Kind is not (TypeKind.Number or TypeKind.Truth or TypeKind.Error))
        {
            place.Report(place.At(syntax.Type).TypeNotHere(symbol.Type.Name, "An attribute"));
            symbol.Type = SpecType.Error;
        }

        var subject = syntax.Subject.Text;
        if (!EngineNames.Subjects.Contains(subject))
        {
            if (subject.Length > 0)
            {
                place.Report(place.At(syntax.Subject).UnknownSubject(subject, place.Suggest(subject, EngineNames.Subjects)));
            }
        }
        else if (subject != "hardware" && IsEngines(symbol.Name, Subject(subject)))
        {
            place.Report(symbol.At.EngineName(symbol.Name));
        }
        else if (subject == "operator" && file.TryFind(DeclarationKind.Channel, symbol.Name) is { } channel)
        {
            place.Report(symbol.At.DuplicateDeclaration("channel", symbol.Name, channel.At));
        }
    }

    public static void Body(AttributeSymbol symbol, AttributeSyntax syntax, SpecFile file)
    {
        if (syntax.Default is not { } value)
        {
            return;
        }

        var place = new Place(file, symbol, "a default") { HasHardware = true };
        if (syntax.Subject.Text != "hardware")
        {
            place = place with { It = Subject(syntax.Subject.Text), Variables = StepVariables.All };
        }

        symbol.Default = new ExpressionBinder(place, new LocalNames(null)).BindAs(value, symbol.Type, $"'{symbol.Name}'");
    }

    public static void Header(ChannelSymbol symbol, ChannelSyntax syntax, SpecFile file)
    {
        var place = new Place(file, symbol, "a channel");
        symbol.Type = TypeBinder.Bind(place, syntax.Type);
        if (symbol.Type.Kind is not (TypeKind.Number or TypeKind.Error))
        {
            place.Report(place.At(syntax.Type).TypeNotHere(symbol.Type.Name, "A channel"));
            symbol.Type = SpecType.Error;
        }

        if (IsEngines(symbol.Name, ItKind.Operator) || symbol.Name == "time")
        {
            place.Report(symbol.At.EngineName(symbol.Name));
        }
    }

    private static bool IsEngines(string name, ItKind subject)
        => EngineNames.Attributes(subject).ContainsKey(name)
            || (subject == ItKind.Operator && (EngineNames.MemoryChannels.Contains(name) || EngineNames.OperatorProperties.ContainsKey(name)));

    private static ItKind Subject(string word) => word switch
    {
        "weight" => ItKind.Weight,
        "activation" => ItKind.Activation,
        "cache" => ItKind.Cache,
        _ => ItKind.Operator,
    };
}
