using System.Runtime.CompilerServices;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Graph;

/// <summary>
/// Computes what bound expressions mean: numbers and conditions become formulas, names become tensors, stores, models or steps. Everything that is
/// known becomes a constant by itself.
/// </summary>
internal sealed partial class Evaluator(ExprPool pool, Vocabulary vocabulary)
{
    private readonly Dictionary<LeafExpr, (Expr Low, Expr High, string Origin)> loops = [];
    private readonly Dictionary<ModelSymbol, ModelParameters?> settings = [];

    /// <summary>What a model's own transforms make of its parameters; where nobody says, they are as declared.</summary>
    public Func<ModelInstance, ModelParameters>? Settings { get; set; }

    /// <summary>What was asked of values that are known only when evaluating: ranges of parameters.</summary>
    public List<GraphRequirement> Open { get; } = [];

    public ExprPool Pool => pool;

    public Vocabulary Vocabulary => vocabulary;

    /// <summary>Any value: a formula (<see cref="Expr"/>), a tensor, a store, a set, a model, a step, a text.</summary>
    public object Evaluate(BoundExpression expression, Scope scope)
    {
        EnsureStack(expression.At);
        return expression switch
        {
            BoundNumber n => pool.Constant(n.Value, n.Type.Dimension),
            BoundTruth t => pool.Truth(t.Value),
            BoundText t => t.Value,
            BoundWordValue w => w.Word,
            BoundSet s => new HashSet<Rational>(s.Items.Select(i => Whole(i, scope))),
            BoundLocal l => Local(l, scope),
            BoundModelUse m => new ModelResolver(this).Resolve(m.Model),
            BoundProperty p => Property(p, scope),
            BoundIteration i => Iteration(i, scope),
            BoundEarlier e => Earlier(e, scope),
            BoundDefinitionUse d => Definitions(d.At, scope).Use(d, scope),
            BoundDefinitionCall d => Definitions(d.At, scope).Call(d, [.. d.Arguments.Select(a => Evaluate(a, scope))], scope),
            BoundFunctionCall f => Call(f, scope),
            BoundIntrinsic i => Compute(i, scope),
            BoundSum s => Sum(s, scope),
            BoundStep s => Definitions(s.At, scope).Step(
                s,
                s.Model is null ? null : Evaluate(s.Model, scope),
                Scalar(s.Tokens, scope),
                Scalar(s.Context, scope),
                s.Batch is null ? null : Scalar(s.Batch, scope),
                s.Given.ToDictionary(g => g.Parameter, g => Scalar(g.Value, scope))),
            BoundStepParameter p => scope.Find(StepKey(p.Name)) ?? throw new MissingPropertyException(p.At.NoSuchProperty("the step", p.Name)),
            BoundTotal t => Definitions(t.At, scope).Total(t.Target is null ? null : Evaluate(t.Target, scope), t, scope),
            BoundUnary { Operator: UnaryOperator.Not } u => pool.Not(Scalar(u.Operand, scope)),
            BoundUnary u => pool.Negate(Scalar(u.Operand, scope)),
            BoundChain c => Chain(c, scope),
            BoundBinary b => Binary(b, scope),
            BoundInRange r => InRange(r, scope),
            BoundInSet s => InSet(s, scope),
            BoundIs i => pool.Truth(Is(i, scope)),
            BoundIf i => Choose(i, scope),
            _ => throw new SpecException(expression.At.NotAValue()),
        };
    }

    /// <summary>A number or a condition as a formula.</summary>
    public Expr Scalar(BoundExpression expression, Scope scope)
        => Evaluate(expression, scope) as Expr ?? throw new SpecException(expression.At.NotANumber());

    /// <summary>The same for the iterations at hand: no repeat index is left in it.</summary>
    public Expr Resolved(BoundExpression expression, Scope scope) => Resolve(Scalar(expression, scope), expression.At, scope);

    /// <summary>The word itself, or what the parameter holds.</summary>
    public static string Text(BoundWord word, Scope scope)
        => !word.IsParameter ? word.Text : scope.Find(word.Text) as string ?? throw new InvalidOperationException($"'{word.Text}' holds no word");

    /// <summary>A condition that decides structure: it must be known now.</summary>
    public bool Decide(BoundExpression condition, Scope scope)
        => Resolved(condition, scope) switch
        {
            TruthExpr t => t.Value,
            var unknown => throw new SpecException(condition.At.NotKnownWhenCompiling(WhatItDependsOn(unknown))),
        };

    /// <summary>A whole number that must be known now.</summary>
    public Rational Whole(BoundExpression expression, Scope scope)
        => Resolved(expression, scope) switch
        {
            ConstantExpr { Value.IsWhole: true } c => c.Value,
            ConstantExpr c => throw new SpecException(expression.At.NotWhole(c.ToString())),
            var unknown => throw new SpecException(expression.At.NotKnownWhenCompiling(WhatItDependsOn(unknown))),
        };

    public static Expr Resolve(Expr expr, SourceSpan at, Scope scope)
    {
        if ((expr.Depends & Dependence.Repeat) == 0)
        {
            return expr;
        }

        return scope.Iteration?.Resolve(expr) is { } resolved && (resolved.Depends & Dependence.Repeat) == 0
            ? resolved
            : throw new SpecException(at.IndexOfSymbolicRepeat());
    }

    /// <summary>Makes a value fit what it is assigned to: a plain number counts operations where flops are declared.</summary>
    public Expr Coerce(Expr value, SpecType target, SourceSpan at)
    {
        if (target.Kind == TypeKind.Any)
        {
            return value;
        }

        if (target.Kind == TypeKind.Truth != value.IsTruth)
        {
            throw new SpecException(at.NotANumber());
        }

        if (target.Kind != TypeKind.Number || value.Dimension == target.Dimension)
        {
            return value;
        }

        if ((target.Dimension == Dimension.Flops && value.Dimension.IsNone) || value.IsZero)
        {
            return pool.Measure(value, target.Dimension);
        }

        throw new SpecException(at.DimensionMismatch(value.Dimension, target.Dimension));
    }

    /// <summary>Binds parameters to arguments given in their order; defaults are evaluated among the parameters before them.</summary>
    public void BindParameters(
        IReadOnlyList<BoundParameter> parameters, Func<int, object?> argument, Scope into, Func<int, SourceSpan> argumentAt)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            var parameter = parameters[i];
            var given = argument(i);
            var at = given is null ? parameter.At : argumentAt(i);
            var value = given ?? (parameter.Default is { } d ? Evaluate(d, into) : throw new InvalidOperationException($"'{parameter.Name}' has no value"));
            into.Bind(parameter.Name, Fit(value, parameter, at));
        }
    }

    /// <summary>Checks a value against the parameter it is for: dimension, wholeness, range.</summary>
    public object Fit(object value, BoundParameter parameter, SourceSpan at)
    {
        if (value is not Expr number)
        {
            return value;
        }

        number = Coerce(number, parameter.Type, at);
        if (parameter.Type.IsWhole)
        {
            if (number is ConstantExpr { Value: var c } && (!c.IsWhole || c.Sign < 0))
            {
                throw new SpecException(at.NotACount(parameter.Name, number.ToString()));
            }

            if (!number.IsConstant && !number.IsWhole && (number.Depends & Dependence.Repeat) == 0)
            {
                var expanded = pool.Expand(number);
                number = expanded.IsWhole ? expanded : throw new SpecException(at.MayNotBeWhole(parameter.Name, number.ToString()));
            }
        }

        if (parameter.Low is { } low && parameter.High is { } high)
        {
            CheckRange(number, parameter, Scalar(low, new Scope(null)), Scalar(high, new Scope(null)), at);
        }

        return number;
    }

    private void CheckRange(Expr value, BoundParameter parameter, Expr low, Expr high, SourceSpan at)
    {
        var inside = pool.And(pool.LessOrEqual(low, value), pool.LessOrEqual(value, high));
        if (inside == pool.False)
        {
            throw new SpecException(at.OutOfRange($"'{parameter.Name}'", value.ToString(), parameter.Low!.At.Text, parameter.High!.At.Text));
        }

        if (inside != pool.True && inside is not UndefinedExpr)
        {
            Open.Add(new GraphRequirement(inside, $"'{parameter.Name}' must lie in {parameter.Low!.At.Text}..{parameter.High!.At.Text}", at));
        }
    }

    /// <summary>A condition that holds for all values of the running indices in it, as one condition without them.</summary>
    public Expr ForAllIterations(Expr condition)
    {
        if ((condition.Depends & Dependence.Loop) == 0)
        {
            return condition;
        }

        var violated = pool.Select(condition, pool.Zero, pool.One);
        while (ExprWalk.FreeIndices(violated).Where(loops.ContainsKey).OrderByDescending(l => l.Serial).FirstOrDefault() is { } leaf)
        {
            var (low, high, origin) = loops[leaf];
            violated = pool.Largest(leaf, low, high, violated, origin);
        }

        return pool.LessOrEqual(violated, pool.Zero);
    }

    /// <summary>The names of the inputs, indices or step variables a formula changes with, for messages.</summary>
    public static string WhatItDependsOn(Expr expr)
    {
        var leaves = ExprWalk.Reachable(expr).OfType<LeafExpr>().OrderBy(l => l.Id)
            .Select(l => l.Kind is LeafKind.Attribute or LeafKind.Present ? "hw." + l.Name : l.Name).Distinct().ToList();
        return leaves.Count == 0 ? "a division by zero" : string.Join(", ", leaves.Take(4).Select(n => $"'{n}'"));
    }

    /// <summary>The name under which a scope knows what a step was given: no name of a spec has a blank.</summary>
    public static string StepKey(string name) => "step " + name;

    private static void EnsureStack(SourceSpan at)
    {
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
        }
        catch (InsufficientExecutionStackException)
        {
            throw new SpecException(at.TooDeep());
        }
    }

    private static IDefinitions Definitions(SourceSpan at, Scope scope) => scope.Definitions ?? throw new SpecException(at.NotAValue());

    private object Local(BoundLocal local, Scope scope) => scope.Find(local.Name) switch
    {
        LazyValue lazy => Evaluate(lazy.Expression, lazy.Scope),
        null => throw new SpecException(local.At.NotBoundHere(local.Name)),
        var value => value,
    };

    private object Call(BoundFunctionCall call, Scope scope)
    {
        // A function sees its parameters and the device, nothing of its caller.
        var inner = new Scope(null);
        BindParameters(
            [.. call.Function.Parameters],
            i => call.Arguments[i] is { } a ? Evaluate(a, scope) : null,
            inner,
            i => call.Arguments[i]?.At ?? call.At);
        return Coerce(Scalar(call.Function.Body, inner), call.Function.Result, call.At);
    }

    private object Choose(BoundIf choice, Scope scope)
    {
        var condition = Scalar(choice.Condition, scope);
        if ((condition.Depends & Dependence.Repeat) != 0)
        {
            condition = Resolve(condition, choice.Condition.At, scope);
        }

        if (condition is TruthExpr known)
        {
            return Evaluate(known.Value ? choice.Then : choice.Else, scope);
        }

        object then = Evaluate(choice.Then, scope), otherwise = Evaluate(choice.Else, scope);
        return (then, otherwise) switch
        {
            (Expr a, Expr b) => pool.Select(condition, a, b),
            (IStepArithmetic a, IStepArithmetic b) => a.SelectOver(condition, b),
            _ => throw new SpecException(choice.Condition.At.NotKnownWhenCompiling(WhatItDependsOn(condition))),
        };
    }

    private object Sum(BoundSum sum, Scope scope)
    {
        Expr low = Scalar(sum.Low, scope), high = Scalar(sum.High, scope);
        var index = pool.LoopIndex(sum.Index, low, high);
        loops[index] = (low, high, OriginOf(sum.At));
        var inner = new Scope(scope);
        inner.Bind(sum.Index, index);
        var origin = OriginOf(sum.At);
        return Evaluate(sum.Body, inner) switch
        {
            Expr body => pool.Sum(index, low, high, body, origin),
            IStepArithmetic step => step.SumOver(index, low, high, origin),
            _ => throw new SpecException(sum.Body.At.NotANumber()),
        };
    }

    /// <summary>Where something was written, as messages of evaluators say it.</summary>
    public static string OriginOf(SourceSpan at)
        => System.IO.Path.GetFileName(at.Source.Path) + ":" + (at.Start.Line + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>What sums, scaling and choices do to steps; the evaluator knows no more of them.</summary>
internal interface IStepArithmetic
{
    object Plus(IStepArithmetic other);

    object Times(Expr factor);

    object SumOver(LeafExpr index, Expr low, Expr high, string origin);

    object SelectOver(Expr condition, IStepArithmetic otherwise);
}
