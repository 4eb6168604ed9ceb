using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Graph;
using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Rewriting;

/// <summary><c>every weight where … { … }</c>: assigns attributes and channels of all subjects the condition holds for.</summary>
internal sealed class EveryRule(Evaluator evaluator, NodeFactory factory, ModelGraph graph, DiagnosticBag diagnostics)
{
    // What a weight keeps with the weight it is stored as.
    private static readonly HashSet<string> StoredAttributes = ["width", "beside", "density", "index", "resident", "active"];

    /// <summary>Runs the rule; how many subjects it found.</summary>
    public int Run(BoundEveryRule rule, AppliedTransform by, Scope scope)
    {
        var found = 0;
        var assigned = new HashSet<Quantity>();
        foreach (var subject in Subjects(rule.Subject).ToList())
        {
            var place = PlaceOf(subject);
            var inner = new Scope(scope) { It = subject, Iteration = place is null ? null : new GroupIterations(evaluator.Pool, place) };
            if (evaluator.DecideWhere(rule.Where, inner))
            {
                found++;
                Assign(rule, subject, by, inner, assigned);
            }
        }

        return found;
    }

    /// <summary>Assigns a block at once: every right side is computed before anything changes.</summary>
    public void AssignBlock(
        IEnumerable<BoundStatement> body, Func<string, Quantity?> quantityOf, GraphNode? node, AppliedTransform by, Scope scope, HashSet<Quantity> assigned)
    {
        var changes = new List<(Quantity Quantity, BoundAssignment Assignment, Expr Value)>();
        foreach (var statement in Active(body, scope))
        {
            switch (statement)
            {
                case BoundLet let:
                    scope.Bind(let.Name, new LazyValue(let.Value, scope));
                    break;
                case BoundRequire require when !evaluator.Decide(require.Condition, scope):
                    throw new SpecException(require.Condition.At.RequirementNotMet(string.Empty, require.Otherwise, node?.At));
                case BoundFlows flows when node is not null:
                    factory.SetFlows(node, flows, scope);
                    node.HasAssignedFlows = true;
                    break;
                case BoundAssignment assignment:
                    var quantity = quantityOf(assignment.Name) ?? throw new SpecException(assignment.NameAt.NoSuchProperty("this", assignment.Name));
                    var value = Evaluator.Resolve(evaluator.Scalar(assignment.Value, scope), assignment.Value.At, scope);
                    changes.Add((quantity, assignment, IsScaling(assignment) ? value : evaluator.Coerce(value, assignment.TargetType, assignment.Value.At)));
                    break;
            }
        }

        foreach (var (quantity, assignment, value) in changes)
        {
            if (!assigned.Add(quantity) && changes.FindAll(c => c.Quantity == quantity).Count == 1)
            {
                // A weight that several nodes share is assigned once, not once a reader.
                continue;
            }

            if (assignment.Operator == AssignmentOperator.Set && quantity.FrozenBy is { } earlier && !ReferenceEquals(earlier.By, by) && !BuildsOn.Subject(assignment.Value, name => quantityOf(name) is not null))
            {
                diagnostics.Add(by.At.Overruled(assignment.Name, by.Symbol.Name, earlier.At));
            }

            quantity.Assign(assignment.Operator, value, by, assignment.At);
        }
    }

    private void Assign(BoundEveryRule rule, object subject, AppliedTransform by, Scope scope, HashSet<Quantity> assigned)
        => AssignBlock(rule.Body, name => QuantityOf(subject, name), subject as GraphNode, by, scope, assigned);

    private IEnumerable<BoundStatement> Active(IEnumerable<BoundStatement> body, Scope scope)
        => body.SelectMany(s => s is BoundIfStatement choice ? Active(evaluator.Decide(choice.Condition, scope) ? choice.Then : choice.Else, scope) : [s]);

    private static bool IsScaling(BoundAssignment a) => a.Operator is AssignmentOperator.Multiply or AssignmentOperator.Divide;

    private IEnumerable<object> Subjects(RuleSubject kind) => kind switch
    {
        RuleSubject.Operator => graph.Rows,
        RuleSubject.Weight => graph.Rows.SelectMany(n => n.Weights).Concat(graph.Weights),
        RuleSubject.Cache => graph.Rows.SelectMany(n => n.Caches.Concat(n.Results.Where(r => r.Cache is not null).Select(r => r.Cache!))),
        _ => graph.Nodes.SelectMany(n => n.Results).Where(r => r.ViewOf is null),
    };

    private static GraphGroup? PlaceOf(object subject) => subject switch
    {
        GraphNode n => n.Group,
        GraphStore s => s.Place,
        GraphTensor t => t.Owner?.Group,
        _ => null,
    };

    private static Quantity? QuantityOf(object subject, string name)
    {
        var quantities = subject switch
        {
            GraphNode n => n.Quantities,
            GraphStore { IsCache: false } w when StoredAttributes.Contains(name) => w.Stored.Quantities,
            GraphStore s => s.Quantities,
            GraphTensor t => new() { ["width"] = t.Width, ["beside"] = t.Beside },
            _ => [],
        };
        return quantities.TryGetValue(name, out var quantity) ? quantity : null;
    }
}
