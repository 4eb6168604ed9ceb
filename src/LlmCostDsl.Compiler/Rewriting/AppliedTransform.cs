using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Graph;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Rewriting;

/// <summary>A transform with its parameters bound: what its rules are run with.</summary>
/// <param name="Values">Its parameters.</param>
/// <param name="Before">The model's parameters as the transforms before it left them: what its conditions, lets and sets see.</param>
/// <param name="At">The <c>apply</c>.</param>
internal sealed record AppliedTransform(TransformSymbol Symbol, IReadOnlyDictionary<string, object> Values, ModelParameters Before, SourceSpan At)
{
    /// <summary>The scope of its conditions and lets in a graph, or before any graph stands.</summary>
    public Scope ScopeIn(Scope? graph)
    {
        var scope = new Scope(graph) { Model = Before };
        foreach (var pair in Values)
        {
            scope.Bind(pair.Key, pair.Value);
        }

        return scope;
    }
}

/// <summary>A rule ready to run.</summary>
internal sealed record ActiveRule(BoundStatement Rule, AppliedTransform Transform, Scope Scope);

/// <summary>Unfolds transforms into the rules that are in force: conditions decided, nested applications in their place.</summary>
internal sealed class TransformUnfolder(Evaluator evaluator)
{
    private const int DepthLimit = 64;

    /// <summary>Binds the arguments of an application, seen from where it is written.</summary>
    public AppliedTransform Bind(BoundApply apply, Scope from, ModelParameters before)
    {
        var given = apply.Arguments.ToDictionary(a => a.Parameter);
        var parameters = apply.Transform.Parameters;
        var scope = new Scope(null) { Model = before };
        evaluator.BindParameters(
            [.. parameters],
            i => given.TryGetValue(parameters[i].Name, out var a) ? evaluator.Evaluate(a.Value, from) : null,
            scope,
            i => given[parameters[i].Name].Value.At);
        return new AppliedTransform(apply.Transform, parameters.ToDictionary(p => p.Name, p => scope.FindHere(p.Name)!), before, apply.At);
    }

    /// <summary>The rules in force, in order, those of nested applications among them.</summary>
    public IEnumerable<ActiveRule> Rules(AppliedTransform applied, Scope? graph, int depth = 0)
        => Walk(applied.Symbol.Rules, applied, applied.ScopeIn(graph), graph, depth);

    private IEnumerable<ActiveRule> Walk(IEnumerable<BoundStatement> rules, AppliedTransform applied, Scope scope, Scope? graph, int depth)
    {
        if (depth > DepthLimit)
        {
            throw new SpecException(applied.At.TransformsNestTooDeep(applied.Symbol.Name));
        }

        foreach (var rule in rules)
        {
            switch (rule)
            {
                case BoundLet let:
                    scope.Bind(let.Name, new LazyValue(let.Value, scope));
                    break;
                case BoundIfStatement choice:
                    foreach (var inner in Walk(evaluator.Decide(choice.Condition, scope) ? choice.Then : choice.Else, applied, scope, graph, depth))
                    {
                        yield return inner;
                    }

                    break;
                case BoundApply nested when nested.When is null || evaluator.Decide(nested.When, scope):
                    foreach (var inner in Rules(Bind(nested, scope, applied.Before), graph, depth + 1))
                    {
                        yield return inner;
                    }

                    break;
                case BoundApply:
                    break;
                default:
                    yield return new ActiveRule(rule, applied, scope);
                    break;
            }
        }
    }
}
