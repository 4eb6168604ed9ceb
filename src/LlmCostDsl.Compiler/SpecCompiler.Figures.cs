using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Emit;
using LlmCostDsl.Compiler.Lowering;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler;

/// <content>What code generation says of models, devices and attributes.</content>
internal sealed partial class SpecCompiler
{
    /// <summary>All declarations of one kind, the project's first, then the catalogue's by module.</summary>
    public IReadOnlyList<TSymbol> Declared<TSymbol>()
        where TSymbol : Symbol
        => program.All<TSymbol>();

    /// <summary>A model's parameters and what is counted of it; null where an error stopped it, which the diagnostics say.</summary>
    public ModelFigures? Figures(ModelSymbol model, DiagnosticBag bag)
    {
        ModelFigures? figures = null;
        if (model.Architecture is not null)
        {
            Guarded(model.At, bag, () => figures = Figures(model, new ModelFacts(NewEvaluator(), model, bag)));
        }

        return figures;
    }

    private static ModelFigures Figures(ModelSymbol model, ModelFacts facts) => Outline(model) with
    {
        Parameters = model.Architecture.Parameters.Select(p => Figure(p, facts.Rewritten.Model.Parameters.Values[p.Name])).OfType<ParameterFigure>().ToEquatable(),
        ParameterCount = Rounded(facts.Parameters),
        ActiveCount = Rounded(facts.ActiveParameters),
        WeightBytes = (facts.Weights as ConstantExpr)?.Value.ToDouble(),
    };

    /// <summary>What a device states, its bases' values among them; null where an error stopped it.</summary>
    public DeviceFigures? Figures(HardwareSymbol device, DiagnosticBag bag)
    {
        DeviceFigures? figures = null;
        Guarded(device.At, bag, () =>
        {
            var numbers = DeviceTable.Values(NewEvaluator(), device).Values;
            var values = new List<DeviceFigure>();
            for (var symbol = device; symbol is not null; symbol = symbol.Base)
            {
                var stated = symbol.Values.Where(v => !values.Exists(o => o.Attribute == v.Attribute.Name)).ToList();
                values.AddRange(stated.Select(v => new DeviceFigure(
                    v.Attribute.Name, numbers[v.Attribute.Name], EmittedHeader.OneLine(v.Value.At.Text), v.From, ReferenceEquals(symbol, device) ? null : symbol.Name)));
            }

            figures = Outline(device) with { Values = values.ToEquatable() };
        });
        return figures;
    }

    /// <summary>What stands for a model with a mistake, so that C# that names it has none of its own: the same members, without figures.</summary>
    public static ModelFigures Outline(ModelSymbol model) => new(
        model.Name,
        OneLine(model.Title) ?? model.Name,
        OneLine(model.Source),
        model.Documentation,
        model.Module,
        FileOf(model),
        model.Architecture?.Name ?? string.Empty,
        (model.Architecture?.Parameters ?? default).Select(Outline).OfType<ParameterFigure>().ToEquatable(),
        0,
        0,
        0);

    /// <summary>What stands for a device with a mistake: one that states nothing.</summary>
    public static DeviceFigures Outline(HardwareSymbol device)
        => new(device.Name, OneLine(device.Title), OneLine(device.Source), device.Documentation, device.Module, FileOf(device), EquatableArray<DeviceFigure>.Empty);

    /// <summary>The attributes that devices may state, in the order declared.</summary>
    public IReadOnlyList<AttributeFigures> HardwareAttributes()
        => [.. program.Attributes.Where(a => a.Subject == "hardware" && a.Type.Kind is TypeKind.Number or TypeKind.Truth).Select(a => new AttributeFigures(
            a.Name, a.Type.Name, UnitOf(a.Type), a.Type == SpecType.Bits ? 0.125 : 1, a.Documentation, a.Default is { } d ? d.At.Text : null))];

    private static ParameterFigure? Figure(BoundParameter parameter, object value) => (parameter.Type.Kind, value) switch
    {
        (TypeKind.Truth, TruthExpr t) => new TruthFigure(parameter.Name, t.Value, parameter.Documentation),
        (TypeKind.Number, ConstantExpr c) when parameter.Type.IsWhole => Whole(c.Value) is { } whole ? new CountFigure(parameter.Name, whole, parameter.Documentation) : null,
        (TypeKind.Number, ConstantExpr c) => new NumberFigure(
            parameter.Name, (parameter.Type == SpecType.Bits ? c.Value * 8 : c.Value).ToDouble(), UnitOf(parameter.Type), parameter.Documentation),
        (TypeKind.Counts, HashSet<Rational> s) when s.All(i => Whole(i) is not null) => new SetFigure(
            parameter.Name, s.Select(i => Whole(i)!.Value).OrderBy(i => i).ToEquatable(), parameter.Documentation),

        // Another model, or what only an analysis knows.
        _ => null,
    };

    private static ParameterFigure? Outline(BoundParameter parameter) => parameter.Type.Kind switch
    {
        TypeKind.Truth => new TruthFigure(parameter.Name, false, parameter.Documentation),
        TypeKind.Number when parameter.Type.IsWhole => new CountFigure(parameter.Name, 0, parameter.Documentation),
        TypeKind.Number => new NumberFigure(parameter.Name, 0, UnitOf(parameter.Type), parameter.Documentation),
        TypeKind.Counts => new SetFigure(parameter.Name, EquatableArray<long>.Empty, parameter.Documentation),
        _ => null,
    };

    private static long? Rounded(Expr count) => count is ConstantExpr c ? Whole((c.Value + (Rational.One / 2)).Floor()) : null;

    private static long? Whole(Rational value) => value.IsWhole && value < long.MaxValue && value > long.MinValue ? (long)value.Numerator : null;

    // What people write: bits, watts; all else is its base unit.
    private static string UnitOf(SpecType type) => type == SpecType.Bits ? "bit" : type.Name == "watts" ? "W" : type.Dimension.IsNone ? string.Empty : type.Dimension.ToString();

    private static string? OneLine(string? text) => text is null ? null : EmittedHeader.OneLine(text);

    private static string FileOf(Symbol symbol) => Path.GetFileName(symbol.At.Source.Path);
}
