using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>Binds devices, and what every device must satisfy.</summary>
internal static class HardwareBinder
{
    public static void Header(HardwareSymbol symbol, HardwareSyntax syntax, SpecFile file)
    {
        var place = new Place(file, symbol, "a device");
        symbol.Title = syntax.Body.OfType<TitleSyntax>().LastOrDefault()?.Text;
        symbol.Source = syntax.Body.OfType<SourceSyntax>().LastOrDefault()?.Text;
        symbol.Base = syntax.Base is { } path ? place.Resolve<HardwareSymbol>(path.Parts) : null;
    }

    public static void Body(HardwareSymbol symbol, HardwareSyntax syntax, SpecFile file)
    {
        var place = new Place(file, symbol, "a device");
        var binder = new ExpressionBinder(place, new LocalNames(null));
        var values = new Dictionary<string, BoundDeviceValue>();
        foreach (var value in syntax.Body.OfType<DeviceValueSyntax>())
        {
            var name = value.Name.Text;
            var at = place.At(value.Name);
            if (Members.Declared(place, "hardware", name) is not { } attribute)
            {
                if (name.Length > 0)
                {
                    place.Report(at.UnknownTarget(name, "hardware", place.Suggest(name, Members.NamesOfHardware(place))));
                }

                binder.Bind(value.Value);
                continue;
            }

            place.Refer(attribute, at);
            var bound = binder.BindAs(value.Value, attribute.Type, $"'{name}'");
            if (values.TryGetValue(name, out var other))
            {
                place.Report(at.BoundTwice(name, other.At));
            }
            else
            {
                values.Add(name, new BoundDeviceValue(place.At(value), attribute, bound, value.From));
            }
        }

        symbol.Values = values.Values.OrderBy(v => v.At.Span.Start).ToEquatable();
        var expectation = place with { HasHardware = true };
        symbol.Expectations = syntax.Body.OfType<ExpectSyntax>().Select(e => ExpectBinder.Bind(expectation, new LocalNames(null), e, null)).ToEquatable();
    }

    public static BoundLint BindLint(LintSyntax syntax, SpecFile file)
    {
        // A lint is nobody's declaration; what it has to say is kept with a stand-in.
        var owner = new HardwareSymbol("every hardware", file.Module.Path, file.At(syntax.Name), syntax.Documentation);
        var place = new Place(file, owner, "a lint") { HasHardware = true };
        return new BoundLint(file.At(syntax), syntax.Expectations.Select(e => ExpectBinder.Bind(place, new LocalNames(null), e, null)).ToEquatable());
    }
}
