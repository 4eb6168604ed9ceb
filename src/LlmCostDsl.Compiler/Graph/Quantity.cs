using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Graph;

/// <summary>Counts the changes of a graph: values computed from it hold until the next one.</summary>
internal sealed class GraphClock
{
    public int Now { get; private set; }

    /// <summary>Counts the changes of who reads whom alone.</summary>
    public int Structure { get; private set; }

    public void Tick() => Now++;

    public void TickStructure()
    {
        Structure++;
        Tick();
    }
}

/// <summary>
/// A channel or an attribute: a default that is followed whatever happens, until an assignment freezes a value, and adjustments on top of either.
/// </summary>
/// <param name="meanwhile">What it is taken to be while it is being computed, where it may need itself; who gives it makes sure that it turns out so.</param>
internal sealed class Quantity(GraphClock clock, ExprPool pool, Func<Expr> followed, Func<Expr>? meanwhile = null)
{
    private readonly List<(AssignmentOperator Operator, Func<Expr> Value)> adjustments = [];
    private readonly List<(AssignmentOperator Operator, Expr Value, object By, SourceSpan At)> assigned = [];
    private Func<Expr> start = followed;
    private int computedAt = -1;
    private Expr? computed;
    private bool computing;

    /// <summary>Who froze it last, for the note that a later one overrules it.</summary>
    public (object By, SourceSpan At)? FrozenBy { get; private set; }

    /// <summary>Whether anything was assigned or adjusted.</summary>
    public bool IsAssigned { get; private set; }

    public Expr Value
    {
        get
        {
            if (computedAt != clock.Now || computed is null)
            {
                if (computing)
                {
                    return meanwhile?.Invoke() ?? throw new CircularQuantityException();
                }

                computing = true;
                try
                {
                    computed = adjustments.Aggregate(start(), (value, a) => Combine(a.Operator, value, a.Value()));
                    computedAt = clock.Now;
                }
                finally
                {
                    computing = false;
                }
            }

            return computed;
        }
    }

    /// <summary>A formula that an operator declares: followed like a default.</summary>
    public void Follow(AssignmentOperator op, Func<Expr> formula)
    {
        if (op == AssignmentOperator.Set)
        {
            start = formula;
            adjustments.Clear();
        }
        else
        {
            adjustments.Add((op, formula));
        }

        computed = null;
    }

    /// <summary>An assignment of a rule: its right side has been computed and stays as it is.</summary>
    public void Assign(AssignmentOperator op, Expr value, object by, SourceSpan at)
    {
        if (op == AssignmentOperator.Set)
        {
            start = () => value;
            adjustments.Clear();
            FrozenBy = (by, at);
        }
        else
        {
            adjustments.Add((op, () => value));
        }

        assigned.Add((op, value, by, at));
        IsAssigned = true;
        computed = null;
        clock.Tick();
    }

    /// <summary>What rules have assigned is assigned to another one as well.</summary>
    public void HandAssignmentsTo(Quantity other)
    {
        foreach (var (op, value, by, at) in assigned)
        {
            other.Assign(op, value, by, at);
        }
    }

    private Expr Combine(AssignmentOperator op, Expr value, Expr by) => op switch
    {
        AssignmentOperator.Multiply => pool.Multiply(value, by),
        AssignmentOperator.Divide => pool.Divide(value, by),
        AssignmentOperator.Add => pool.Add(value, by),
        _ => pool.Subtract(value, by),
    };
}

/// <summary>A quantity that needs its own value: said at the place that asked for it.</summary>
internal sealed class CircularQuantityException : Exception;
