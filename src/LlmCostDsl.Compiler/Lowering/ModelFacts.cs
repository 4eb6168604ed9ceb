using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Graph;
using LlmCostDsl.Compiler.Rewriting;

namespace LlmCostDsl.Compiler.Lowering;

/// <summary>What can be said of a model without any schedule or device: that its graphs stand, and how many parameters it has.</summary>
internal sealed class ModelFacts
{
    private readonly Evaluator evaluator;
    private readonly RuleHits hits = new();

    /// <summary>Builds the graphs of all phases, with the transforms of the model's declaration.</summary>
    public ModelFacts(Evaluator evaluator, ModelSymbol symbol, DiagnosticBag diagnostics)
    {
        this.evaluator = evaluator;
        var memory = new RepeatMemory(evaluator.Pool);
        var model = new ModelResolver(evaluator).Resolve(symbol);
        for (; ; )
        {
            try
            {
                Rewritten = new RewrittenModel(evaluator, memory, diagnostics, hits, model, [], new Scope(null));
                Graphs = [.. model.Architecture.Phases.Select(Rewritten.GraphOf)];
                break;
            }
            catch (RepartitionException division)
            {
                memory.Divide(division);
            }
            catch (MissingPropertyException missing)
            {
                throw new SpecException(missing.Diagnostic);
            }
        }

        hits.Warn(diagnostics);
    }

    public RewrittenModel Rewritten { get; }

    public IReadOnlyList<ModelGraph> Graphs { get; }

    public Expr Parameters => Footprints.Parameters(evaluator.Pool, Rewritten.Model, Graphs, active: false);

    public Expr ActiveParameters => Footprints.Parameters(evaluator.Pool, Rewritten.Model, Graphs, active: true);

    public Expr Weights => Footprints.WeightBytes(evaluator.Pool, Rewritten.Model, Graphs);

    /// <summary>What an expectation of the model sees: its parameters, and what is counted of it.</summary>
    public Scope Scope()
    {
        var values = Rewritten.Model.Parameters.Values.ToDictionary(p => p.Key, p => p.Value);
        values["parameters"] = Parameters;
        values["active_parameters"] = ActiveParameters;
        values["weights"] = Weights;
        return new Scope(null) { Model = new ModelParameters(values) };
    }
}
