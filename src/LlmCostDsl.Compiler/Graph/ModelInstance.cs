using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Graph;

/// <summary>A model with its parameters resolved.</summary>
/// <param name="Root">The model it derives from in the end: models of one root share the weights at equal paths.</param>
/// <param name="Transforms">Those of its declaration, bases' first.</param>
internal sealed record ModelInstance(
    ModelSymbol Symbol, ModelSymbol Root, ArchitectureSymbol Architecture, ModelParameters Parameters, IReadOnlyList<BoundApply> Transforms);

/// <summary>Resolves the parameters of models: the architecture's defaults, the base's values, the model's own arguments.</summary>
internal sealed class ModelResolver(Evaluator evaluator)
{
    public ModelInstance Resolve(ModelSymbol symbol)
    {
        // A model may derive from another through any number of steps: what each of them says is gathered once, and only what holds in the end is computed.
        var declared = symbol.Declared;
        var scope = new Scope(null);
        var given = declared.Root.Arguments.ToDictionary(a => a.Parameter);
        var parameters = symbol.Architecture.Parameters;
        evaluator.BindParameters(
            [.. parameters],
            i => given.TryGetValue(parameters[i].Name, out var a) ? evaluator.Evaluate(a.Value, new Scope(null)) : null,
            scope,
            i => given[parameters[i].Name].Value.At);
        var values = parameters.ToDictionary(p => p.Name, p => scope.FindHere(p.Name)!);
        var model = new ModelInstance(symbol, declared.Root, symbol.Architecture, new ModelParameters(values), declared.Transforms);
        return declared.Changed.Count == 0 ? model : model with { Parameters = Override(model, declared.Changed.Values, new Scope(null)) };
    }

    /// <summary>Some parameters changed, all others as they were resolved.</summary>
    public ModelParameters Override(ModelInstance model, IEnumerable<BoundArgument> arguments, Scope scope)
    {
        var values = model.Parameters.Values.ToDictionary(p => p.Key, p => p.Value);
        foreach (var argument in arguments)
        {
            values[argument.Parameter] = Checked(model, argument.Parameter, evaluator.Evaluate(argument.Value, scope), argument.Value.At);
        }

        return new ModelParameters(values);
    }

    /// <summary>A value checked against the architecture's parameter.</summary>
    public object Checked(ModelInstance model, string name, object value, SourceSpan at)
        => model.Architecture.Parameters.FirstOrDefault(p => p.Name == name) is { } parameter
            ? evaluator.Fit(value, parameter, at)
            : throw new SpecException(at.NoSuchParameter(model.Architecture.Name, name));
}
