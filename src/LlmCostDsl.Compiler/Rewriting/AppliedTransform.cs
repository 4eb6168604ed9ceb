using System.Text.RegularExpressions;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Graph;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Rewriting;

/// <summary>A transform with its parameters bound: what its rules are run with.</summary>
/// <param name="Values">Its parameters.</param>
/// <param name="Before">The model's parameters as the transforms before it left them: what its conditions, lets and sets see.</param>
/// <param name="At">The <c>apply</c> that its user wrote; where a transform applies another, that of the outer one.</param>
/// <param name="ArgumentsAt">What that <c>apply</c> says of each parameter, as far as it does.</param>
internal sealed record AppliedTransform(
    TransformSymbol Symbol, IReadOnlyDictionary<string, object> Values, ModelParameters Before, SourceSpan At, IReadOnlyDictionary<string, SourceSpan> ArgumentsAt)
{
    // As written: not behind a dot, and no label of an argument.
    private static readonly Regex BareName = new(@"(?<![.\w])[A-Za-z_]\w*(?!\w|\s*:)");

    /// <summary>Where what goes wrong is its user's doing: the argument that an expression of the transform reads, if there is one, or else the <c>apply</c>.</summary>
    public SourceSpan Blame(BoundExpression reading)
        => ArgumentReadBy(reading) is { } parameter ? ArgumentsAt[parameter] : At;

    /// <summary>The parameter with an argument that an expression of the transform reads.</summary>
    public string? ArgumentReadBy(BoundExpression reading) => ReadAt(reading.At).FirstOrDefault();

    /// <summary>Says what goes wrong inside where it is applied: which argument decides the structure of the graph, and by which condition.</summary>
    public void OrBlame(Action action)
    {
        try
        {
            action();
        }
        catch (SpecException unknown) when (unknown.Diagnostic.Kind == GraphDiagnostics.NotKnownKind
            && ReadAt(unknown.Diagnostic.At).Concat(ArgumentsAt.Keys).FirstOrDefault(IsOpen) is { } open)
        {
            throw new SpecException(ArgumentsAt[open].DecidesStructure(Symbol.Name, open, unknown.Diagnostic.At));
        }
    }

    private IEnumerable<string> ReadAt(SourceSpan place) => BareName.Matches(place.Text).Cast<Match>().Select(m => m.Value).Where(ArgumentsAt.ContainsKey);

    // Until an evaluator is asked.
    private bool IsOpen(string parameter) => Values.TryGetValue(parameter, out var value) && value is Expr { IsConstant: false };

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
    /// <param name="by">The transform that applies it, if one does.</param>
    public AppliedTransform Bind(BoundApply apply, Scope from, ModelParameters before, AppliedTransform? by = null)
    {
        var given = apply.Arguments.ToDictionary(a => a.Parameter);
        var parameters = apply.Transform.Parameters;
        var scope = new Scope(null) { Model = before };
        evaluator.BindParameters(
            [.. parameters],
            i => given.TryGetValue(parameters[i].Name, out var a) ? evaluator.Evaluate(a.Value, from) : null,
            scope,
            i => given[parameters[i].Name].Value.At);
        var places = new Dictionary<string, SourceSpan>();
        foreach (var argument in apply.Arguments)
        {
            if (by is null)
            {
                places[argument.Parameter] = argument.Value.At;
            }
            else if (by.ArgumentReadBy(argument.Value) is { } outer)
            {
                places[argument.Parameter] = by.ArgumentsAt[outer];
            }
        }

        return new AppliedTransform(apply.Transform, parameters.ToDictionary(p => p.Name, p => scope.FindHere(p.Name)!), before, by?.At ?? apply.At, places);
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
                    foreach (var inner in Rules(Bind(nested, scope, applied.Before, applied), graph, depth + 1))
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
