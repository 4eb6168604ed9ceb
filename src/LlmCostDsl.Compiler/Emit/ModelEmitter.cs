using System.Globalization;

namespace LlmCostDsl.Compiler.Emit;

/// <summary>A model as a class of constants: <c>Models.Name.Hidden</c>.</summary>
internal static class ModelEmitter
{
    public const string Container = "Models";

    private const string Count = "Parameters";
    private const string ActiveCount = "ActiveParameters";
    private const string WeightBytes = "WeightBytes";
    private const string Title = "Title";
    private const string Source = "Source";
    private const string Architecture = "Architecture";

    /// <summary>The class a model becomes.</summary>
    public static string ClassName(string model) => CSharpNames.Verbatim(new NameTable([.. NameTable.OfObject, Container]).Take(model, "Model"));

    public static EmittedFile Emit(ModelFigures model, EmitOptions options)
    {
        var writer = new CSharpWriter();
        EmittedHeader.Write(writer, model.File, options, ClassName(model.Name));
        using (writer.Block($"{options.Visibility} static partial class {Container}"))
        {
            writer.Summary(model.Documentation ?? model.Title + ".");
            writer.Documentation("remarks", Remarks(model));
            writer.Line(EmittedHeader.Attribute);
            using (writer.Block($"public static class {ClassName(model.Name)}"))
            {
                WriteIdentity(writer, model);
                WriteCounts(writer, model);
                WriteParameters(writer, model);
            }
        }

        return new EmittedFile(GeneratedNames.FileOf(new(GeneratedKind.Model, model.Name, model.Module)), writer.ToString());
    }

    /// <summary>The class that holds all models.</summary>
    public static EmittedFile EmitContainer(EmitOptions options)
    {
        var writer = new CSharpWriter();
        EmittedHeader.Write(writer, "the models that are declared or imported", options);
        writer.Summary("Models, each with its parameters and what is counted of it as constants.");
        writer.Line(EmittedHeader.Attribute);
        writer.Block($"{options.Visibility} static partial class {Container}").Dispose();
        return new EmittedFile($"{Container}.g.cs", writer.ToString());
    }

    private static string Remarks(ModelFigures model)
    {
        var size = model.ParameterCount is { } count ? " of " + count.ToString("#,0", CultureInfo.InvariantCulture) + " parameters" : string.Empty;
        return $"{model.Title}: {model.Architecture}{size}." + (model.Source is { } source ? $" Source: {source}." : string.Empty);
    }

    private static void WriteIdentity(CSharpWriter writer, ModelFigures model)
    {
        writer.Summary("What people call the model.");
        writer.Line($"public const string {Title} = {CSharpLiteral.Of(model.Title)};");
        if (model.Source is { } source)
        {
            writer.Gap().Summary("Where its figures come from.");
            writer.Line($"public const string {Source} = {CSharpLiteral.Of(source)};");
        }

        writer.Gap().Summary("The architecture it is made by.");
        writer.Line($"public const string {Architecture} = {CSharpLiteral.Of(model.Architecture)};");
    }

    private static void WriteCounts(CSharpWriter writer, ModelFigures model)
    {
        if (model.ParameterCount is { } count)
        {
            writer.Gap().Summary("Number of weights, shared ones once.");
            writer.Line($"public const long {Count} = {CSharpLiteral.Of(count)};");
        }

        if (model.ActiveCount is { } active)
        {
            writer.Gap().Summary("Number of weights that one token uses.");
            writer.Line($"public const long {ActiveCount} = {CSharpLiteral.Of(active)};");
        }

        if (model.WeightBytes is { } bytes)
        {
            writer.Gap().Summary("What its weights occupy as it is declared, in bytes.");
            writer.Line($"public const double {WeightBytes} = {CSharpLiteral.Of(bytes)};");
        }
    }

    private static void WriteParameters(CSharpWriter writer, ModelFigures model)
    {
        var names = new NameTable([.. NameTable.OfObject, ClassName(model.Name), Count, ActiveCount, WeightBytes, Title, Source, Architecture]);
        foreach (var parameter in model.Parameters)
        {
            var name = names.Take(CSharpNames.Pascal(parameter.Name), "Parameter");
            var unit = parameter is NumberFigure { Unit.Length: > 0 } number ? $" In {number.Unit}." : string.Empty;
            writer.Gap().Summary((parameter.Documentation ?? $"The architecture's `{parameter.Name}`.") + unit);
            writer.Line(parameter switch
            {
                CountFigure p => $"public const long {name} = {CSharpLiteral.Of(p.Value)};",
                TruthFigure p => $"public const bool {name} = {CSharpLiteral.Of(p.Value)};",
                NumberFigure p => $"public const double {name} = {CSharpLiteral.Of(p.Value)};",

                // Data of the assembly: reading it allocates nothing.
                SetFigure p => $"public static global::System.ReadOnlySpan<long> {name} => [{string.Join(", ", p.Values.Select(CSharpLiteral.Of))}];",
                _ => throw new InvalidOperationException(parameter.ToString()),
            });
        }
    }
}
