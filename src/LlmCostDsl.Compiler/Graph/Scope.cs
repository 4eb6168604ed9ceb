using LlmCostDsl.Compiler.Binding;

namespace LlmCostDsl.Compiler.Graph;

/// <summary>A value that is computed when it is asked for, each time anew: what it reads may have changed meanwhile.</summary>
internal sealed record LazyValue(BoundExpression Expression, Scope Scope);

/// <summary>
/// What names mean at one place: a chain of frames, as the text nests. Values are formulas, tensors, stores, sets, models, steps, texts, or lazy.
/// </summary>
internal sealed class Scope(Scope? parent)
{
    private readonly Dictionary<string, object> names = [];
    private object? it;
    private ModelParameters? model;
    private IIterations? iteration;
    private IDefinitions? definitions;

    public Scope? Parent { get; } = parent;

    /// <summary>Where this frame writes down which of its names are asked for; null where nobody wants to know.</summary>
    public HashSet<string>? Asked { get; init; }

    /// <summary>What a rule, a timing or a total speaks of.</summary>
    public object? It
    {
        get => it ?? Parent?.It;
        init => it = value;
    }

    /// <summary>What <c>model.p</c> reads in a transform.</summary>
    public ModelParameters? Model
    {
        get => model ?? Parent?.Model;
        init => model = value;
    }

    /// <summary>The iterations of repeats this text is being built for.</summary>
    public IIterations? Iteration
    {
        get => iteration ?? Parent?.Iteration;
        init => iteration = value;
    }

    /// <summary>The definitions that names like <c>prefill</c> or <c>compute</c> lead to.</summary>
    public IDefinitions? Definitions
    {
        get => definitions ?? Parent?.Definitions;
        init => definitions = value;
    }

    public void Bind(string name, object value) => names[name] = value;

    public object? Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope.names.TryGetValue(name, out var value))
            {
                scope.Asked?.Add(name);
                return value;
            }
        }

        return null;
    }

    /// <summary>The value this frame itself binds.</summary>
    public object? FindHere(string name) => names.TryGetValue(name, out var value) ? value : null;
}

/// <summary>Definitions as an evaluator sees them: of a timing for one operator, or of a schedule with its analysis.</summary>
internal interface IDefinitions
{
    /// <summary>The value of a definition, or of the one it overrides.</summary>
    object Use(BoundDefinitionUse use, Scope scope);

    object Call(BoundDefinitionCall call, object[] arguments, Scope scope);

    /// <summary>A step of the analysed model, or of another.</summary>
    object Step(BoundStep step, object? model, Algebra.Expr tokens, Algebra.Expr context, Algebra.Expr? batch, IReadOnlyDictionary<string, Algebra.Expr> given);

    /// <summary>A total over a step; without one, over the step being timed.</summary>
    Algebra.Expr Total(object? step, BoundTotal total, Scope scope);

    /// <summary>A property of a step or of a model.</summary>
    object? Property(object target, string name);
}

/// <summary>The parameters of a model, by name, in the order the architecture declares them: formulas, sets or truths.</summary>
internal sealed record ModelParameters(IReadOnlyDictionary<string, object> Values)
{
    /// <summary>Those that a graph or a rule has asked for so far.</summary>
    public HashSet<string> Asked { get; } = [];

    /// <summary>The value of <c>model.p</c>, or null.</summary>
    public object? Ask(string name)
    {
        Asked.Add(name);
        return Values.TryGetValue(name, out var value) ? value : null;
    }
}
