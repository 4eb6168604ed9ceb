using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;

namespace LlmCostDsl.Compiler.Graph;

/// <summary>Turns formulas about repeat indices into formulas for the iterations at hand.</summary>
internal interface IIterations
{
    /// <summary>The formula with indices replaced by their numbers, or null where an index has none.</summary>
    Expr? Resolve(Expr expr);
}

/// <summary>
/// One iteration of a repeat while its body is built. Whatever is asked about the index is answered for this iteration and written down; another
/// iteration that would get the same answers belongs to the same group.
/// </summary>
internal sealed class IterationFrame(ExprPool pool, LeafExpr index, int? representative, IterationFrame? outer) : IIterations
{
    private readonly List<(Expr Question, Expr Answer)> asked = [];

    private GraphGroup? group;

    public LeafExpr Index { get; } = index;

    /// <summary>The iteration being built; null where the number of iterations is symbolic.</summary>
    public int? Representative { get; } = representative;

    public IterationFrame? Outer { get; } = outer;

    public Expr? Resolve(Expr expr)
    {
        if ((expr.Depends & Dependence.Repeat) == 0)
        {
            return expr;
        }

        if (Outer is not null)
        {
            var seen = Outer.Resolve(expr);
            if (seen is null)
            {
                return null;
            }

            expr = seen;
        }

        if (!ExprPool.DependsOn(expr, Index))
        {
            return expr;
        }

        if (Representative is not { } number)
        {
            return null;
        }

        var answer = pool.Substitute(expr, Index, pool.Constant(number));
        if (!asked.Exists(a => ReferenceEquals(a.Question, expr)))
        {
            asked.Add((expr, answer));
            object Answer(int iteration) => pool.Substitute(expr, Index, pool.Constant(iteration));
            if (group is { Members: { } members } && members.Exists(m => !ReferenceEquals(Answer(m), answer)))
            {
                throw new RepartitionException(group.Repeat.Syntax, Answer);
            }
        }

        return answer;
    }

    /// <summary>The group is complete: what is asked from now on must not tell its members apart, or it is divided.</summary>
    public void Close(GraphGroup complete) => group = complete;

    /// <summary>Whether another iteration would have got all the same answers.</summary>
    /// <param name="answer">The answer to a question for that iteration.</param>
    public bool Answers(Func<Expr, Expr> answer) => asked.TrueForAll(a => ReferenceEquals(answer(a.Question), a.Answer));
}

/// <summary>
/// Iterations that were built as one turn out to differ: the graph is built again with this classification added. The number of classes grows
/// each time, so this ends.
/// </summary>
internal sealed class RepartitionException(BoundRepeat repeat, Func<int, object> classify) : Exception
{
    public BoundRepeat Repeat { get; } = repeat;

    /// <summary>Iterations with equal answers may stay together.</summary>
    public Func<int, object> Classify { get; } = classify;
}

/// <summary>The iterations of a group that stands: they must all give one answer, or the group is divided.</summary>
internal sealed class GroupIterations(ExprPool pool, GraphGroup group) : IIterations
{
    public GraphGroup Group => group;

    /// <summary>Whether something is asked only: no tensor of another iteration has to wait for that.</summary>
    public bool IsCondition { get; init; }

    public Expr? Resolve(Expr expr)
    {
        for (var place = group; place is not null && (expr.Depends & Dependence.Repeat) != 0; place = place.Repeat.Group)
        {
            var index = place.Repeat.Index;
            if (!ExprPool.DependsOn(expr, index))
            {
                continue;
            }

            if (place.Members is not { } members)
            {
                return null;
            }

            if (place.Answers.TryGetValue(expr, out var known))
            {
                expr = known;
                continue;
            }

            var question = expr;
            object Answer(int member) => pool.Substitute(question, index, pool.Constant(member));
            var first = Answer(members[0]);
            if (members.Exists(m => !ReferenceEquals(Answer(m), first)))
            {
                throw new RepartitionException(place.Repeat.Syntax, Answer);
            }

            expr = place.Answers[question] = (Expr)first;
        }

        return expr;
    }
}
