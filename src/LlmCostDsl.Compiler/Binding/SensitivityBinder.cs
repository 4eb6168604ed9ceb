using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>Binds <c>sensitivity latency to batch, hw.bandwidth</c>: what it names, and that each elasticity is asked for once.</summary>
/// <param name="table">The definitions of the analysis and of its schedule.</param>
/// <param name="names">What bare names mean in the analysis.</param>
internal sealed class SensitivityBinder(DefinitionTable table, LocalNames names, IReadOnlyList<BoundParameter> inputs)
{
    // What a statement asks for, by output; to all variables where the second is null.
    private readonly List<(string Output, string? Variable, Text.SourceSpan At)> asked = [];

    public EquatableArray<BoundSensitivity> Bind(IEnumerable<(SpecFile File, SensitivitySyntax Statement)> statements)
        => statements.Select(s => Bind(table.Place with { File = s.File }, s.Statement)).OfType<BoundSensitivity>().ToEquatable();

    private BoundSensitivity? Bind(Place place, SensitivitySyntax syntax)
    {
        var outputs = syntax.Outputs.Select(o => Output(place, o)).OfType<BoundDefinitionUse>().ToList();
        var variables = syntax.Variables.Select(v => Variable(place, v)).OfType<BoundVariable>().ToList();
        foreach (var output in outputs)
        {
            Ask(place, output, syntax.Variables.IsEmpty ? null : variables);
        }

        return new BoundSensitivity(place.At(syntax), outputs.ToEquatable(), syntax.Variables.IsEmpty ? null : variables.ToEquatable());
    }

    private BoundDefinitionUse? Output(Place place, PathSyntax path)
    {
        var bound = new ExpressionBinder(place, new LocalNames(names)).Bind(path.AsExpression());
        switch (bound)
        {
            case BoundMissing:
                return null;
            case BoundDefinitionUse { Type.Kind: TypeKind.Number or TypeKind.Any or TypeKind.Error } use when table.Find(use.Path) is { IsPrivate: false }:
                return use;
            default:
                place.Report(bound.At.NoElasticity(path.Text, Describe(bound)));
                return null;
        }
    }

    private string Describe(BoundExpression bound) => bound switch
    {
        BoundDefinitionUse { Type.Kind: TypeKind.Step } => "a step",
        BoundDefinitionUse { Type.Kind: TypeKind.Truth } => "true or false",
        BoundDefinitionUse => "private",
        BoundLocal local when inputs.Any(i => i.Name == local.Name) => "an input",
        _ => "a formula",
    };

    // Being named here is no use of an input.
    private BoundVariable? Variable(Place place, PathSyntax path)
    {
        if (path.Parts.Count == 1 && inputs.FirstOrDefault(i => i.Name == path.Text) is { } input)
        {
            if (input.Type.Kind == TypeKind.Number)
            {
                return new BoundVariable(place.At(path), input.Name, IsAttribute: false);
            }

            place.Report(place.At(path).NoVariable(path.Text, "true or false"));
            return null;
        }

        var bound = new ExpressionBinder(place, new LocalNames(names)).Bind(path.AsExpression());
        switch (bound)
        {
            case BoundMissing:
                return null;
            case BoundProperty { Target: BoundSubject { Subject: Subject.Hardware }, Type.Kind: TypeKind.Number } figure:
                return new BoundVariable(figure.At, figure.Name, IsAttribute: true);
            default:
                place.Report(bound.At.NoVariable(path.Text, bound is BoundDefinitionUse ? "computed" : bound.Type.Kind == TypeKind.Truth ? "true or false" : "no input"));
                return null;
        }
    }

    private void Ask(Place place, BoundDefinitionUse output, IReadOnlyList<BoundVariable>? variables)
    {
        if (table.Paths.FirstOrDefault(p => p.StartsWith($"elasticity.{output.Path}.", StringComparison.Ordinal)) is { } clash)
        {
            place.Report(output.At.ElasticityDefined(output.Path, clash, table.Find(clash)!.PathAt));
        }

        foreach (var variable in variables?.Cast<BoundVariable?>() ?? [null])
        {
            var other = asked.FirstOrDefault(a => a.Output == output.Path && (a.Variable is null || variable is null || a.Variable == variable.Text));
            if (other.At is null)
            {
                asked.Add((output.Path, variable?.Text, variable?.At ?? output.At));
                continue;
            }

            var isOfVariable = variable is not null && other.Variable is not null && other.At != variable.At;
            place.Report((isOfVariable ? variable!.At : output.At).ElasticityTwice(output.Path, isOfVariable ? variable!.Text : null, other.At));
            return;
        }
    }
}
