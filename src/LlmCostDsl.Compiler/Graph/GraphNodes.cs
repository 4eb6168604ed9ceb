using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Graph;

/// <summary>What a body holds, in written order.</summary>
internal abstract class GraphItem
{
    /// <summary>The group of iterations it stands in, or null outside every repeat.</summary>
    public GraphGroup? Group { get; set; }
}

/// <summary>A list of nodes and repeats.</summary>
internal sealed class GraphBody
{
    public List<GraphItem> Items { get; } = [];

    /// <summary>Every node, those inside repeats included, in written order.</summary>
    public IEnumerable<GraphNode> Nodes => Items.SelectMany(item => item switch
    {
        GraphNode node => [node],
        GraphRepeat repeat => repeat.Groups.SelectMany(g => g.Body.Nodes),
        _ => Enumerable.Empty<GraphNode>(),
    });

    /// <summary>Every body nested in this one, itself first.</summary>
    public IEnumerable<GraphBody> Bodies
        => Items.OfType<GraphRepeat>().SelectMany(r => r.Groups).SelectMany(g => g.Body.Bodies).Prepend(this);
}

/// <summary>A repeat: its iterations, grouped where they are alike.</summary>
/// <param name="prefix">The blocks it stands in, as node names begin: <c>encoder.</c></param>
internal sealed class GraphRepeat(BoundRepeat syntax, string prefix, string name, Expr count, LeafExpr index) : GraphItem
{
    public BoundRepeat Syntax { get; } = syntax;

    /// <summary>Its index's name, or <c>repeat</c>: what <c>inside</c> answers to.</summary>
    public string Name { get; } = name;

    /// <summary>Its name as it stands in paths.</summary>
    public string Path { get; } = prefix + name;

    public Expr Count { get; } = count;

    public LeafExpr Index { get; } = index;

    public List<GraphGroup> Groups { get; } = [];
}

/// <summary>Iterations that are alike, built once.</summary>
/// <param name="members">The iterations, from 0; null where their number is symbolic.</param>
internal sealed class GraphGroup(GraphRepeat repeat, List<int>? members)
{
    public GraphRepeat Repeat { get; } = repeat;

    public List<int>? Members { get; } = members;

    public GraphBody Body { get; } = new();

    /// <summary>Names bound in the body, for <c>layer[16].k</c>.</summary>
    public Scope Scope { get; set; } = null!;

    /// <summary>What its iterations have answered alike.</summary>
    public Dictionary<Expr, Expr> Answers { get; } = [];

    /// <summary>What each carried name is at the body's start: a stand-in for the iteration before.</summary>
    public Dictionary<string, GraphTensor> CarriedIn { get; } = [];

    /// <summary>What each carried name is at the body's end.</summary>
    public Dictionary<string, GraphTensor> CarriedOut { get; } = [];

    /// <summary>Which tensor a carried name was in an iteration.</summary>
    public Dictionary<(string Name, int Iteration), GraphTensor> SourceOf { get; } = [];

    /// <summary>By the names of nodes that are gone, the tensors of elsewhere that stand for them.</summary>
    public Dictionary<string, GraphTensor> TakenOver { get; } = [];

    public Expr Count(ExprPool pool) => Members is null ? Repeat.Count : pool.Constant(Members.Count);

    /// <summary><c>layer</c> where all iterations are alike, else <c>layer[5]</c> after the first of the group.</summary>
    public string Label => Repeat.Groups.Count == 1 || Members is null
        ? Repeat.Path
        : Repeat.Path + "[" + Members[0].ToString(System.Globalization.CultureInfo.InvariantCulture) + "]";

    /// <summary>Label with those of the repeats around.</summary>
    public string Path => Repeat.Group is { } outer ? outer.Path + "." + Label : Label;
}

/// <summary>An operator at work.</summary>
internal sealed class GraphNode(string name, OperatorSymbol? op, string operatorName, SourceSpan at) : GraphItem
{
    /// <summary>Its path below its repeat: <c>q_proj</c>, <c>mlp.up_proj</c>.</summary>
    public string Name { get; set; } = name;

    /// <summary>The name it has left to what takes its place, while that is being built.</summary>
    public string? AsideOf { get; set; }

    /// <summary>The matched node whose operator this is once more.</summary>
    public GraphNode? AgainOf { get; set; }

    /// <summary>Whether a rule has said what it reads or writes.</summary>
    public bool HasAssignedFlows { get; set; }

    /// <summary>The name its weights are known by in all graphs of a model: the one it was made under, whatever took it over since.</summary>
    public string Identity { get; set; } = name;

    /// <summary>Null for graph inputs and for what <c>fuse</c> made.</summary>
    public OperatorSymbol? Operator { get; } = op;

    public string OperatorName { get; } = operatorName;

    public SourceSpan At { get; } = at;

    /// <summary>All its tags: those written where it stands, and its operator's own.</summary>
    public List<string> Tags { get; } = [];

    /// <summary>Those written where it stands, at it or at a block around it: they say what the place is for, and go to whoever takes its name.</summary>
    public List<string> PlaceTags { get; } = [];

    /// <summary>The blocks it was called in, outermost first.</summary>
    public List<string> Blocks { get; init; } = [];

    public bool IsInput { get; init; }

    /// <summary>The operator's parameters, in order, with their values.</summary>
    public List<KeyValuePair<string, object>> Arguments { get; } = [];

    /// <summary>What the operator's body sees.</summary>
    public Scope Scope { get; set; } = null!;

    public List<GraphStore> Weights { get; } = [];

    public List<GraphStore> Caches { get; } = [];

    public List<GraphTensor> Results { get; } = [];

    /// <summary>What <c>reads</c> and <c>writes</c> say, each with the scope they were written in; null: the natural ones.</summary>
    public List<GraphFlow>? Reads { get; set; }

    public List<GraphFlow>? Writes { get; set; }

    public List<(BoundRequire Require, Scope Scope)> Requires { get; } = [];

    public Dictionary<string, Quantity> Quantities { get; } = [];

    /// <summary>What was fused into it.</summary>
    public List<GraphNode> Parts { get; } = [];

    public string LastName => Name.Substring(Name.LastIndexOf('.') + 1);

    /// <summary>With the repeats it stands in: unique in the graph.</summary>
    public string Path => Group is null ? Name : Group.Path + "." + Name;

    /// <summary>The same whatever groups its repeats fall into.</summary>
    public string PlainPath
    {
        get
        {
            var path = Name;
            for (var group = Group; group is not null; group = group.Repeat.Group)
            {
                path = group.Repeat.Path + "." + path;
            }

            return path;
        }
    }

    public GraphTensor Result => Results[0];

    /// <summary>Every tensor read, each once, in the order of the parameters.</summary>
    public IEnumerable<GraphTensor> Inputs => Parts.Count > 0 ? FusedInputs : Arguments.Select(a => a.Value).OfType<GraphTensor>().Distinct();

    /// <summary>The same as written: a tensor that is given twice stands there twice.</summary>
    public IEnumerable<GraphTensor> Operands => Parts.Count > 0 ? FusedInputs : Arguments.Select(a => a.Value).OfType<GraphTensor>();

    /// <summary>What was fused reads of itself: nothing but positions stored before this step comes from outside.</summary>
    public IEnumerable<GraphTensor> InnerInputs => Parts.SelectMany(p => p.Inputs.Where(IsMadeInside).Concat(p.InnerInputs)).Distinct();

    /// <summary>Itself, and what was fused into it, and into that.</summary>
    public IEnumerable<GraphNode> AllParts => Parts.SelectMany(p => p.AllParts).Prepend(this);

    private IEnumerable<GraphTensor> FusedInputs => Parts.SelectMany(p => p.Inputs).Where(t => !IsMadeInside(t)).Distinct();

    private bool IsMadeInside(GraphTensor tensor) => tensor.Root.Producer is { } producer && AllParts.Contains(producer);

    /// <summary>The names that <c>inside</c> answers to.</summary>
    public IEnumerable<string> Inside
    {
        get
        {
            for (var group = Group; group is not null; group = group.Repeat.Group)
            {
                yield return group.Repeat.Name;
            }

            foreach (var block in Blocks)
            {
                yield return block;
            }
        }
    }

    /// <summary>A parameter's value; of what was fused, the last part's that has it.</summary>
    public object? Argument(string name)
    {
        foreach (var pair in Arguments)
        {
            if (pair.Key == name)
            {
                return pair.Value;
            }
        }

        return Enumerable.Reverse(Parts).Select(p => p.Argument(name)).FirstOrDefault(v => v is not null);
    }

    /// <summary>The same operator with other costs: a node to ask, which stands in no graph.</summary>
    public GraphNode WithCosts(ExprPool pool, IReadOnlyDictionary<string, Expr> costs)
    {
        var other = new GraphNode(Name, Operator, OperatorName, At)
        {
            Blocks = Blocks,
            IsInput = IsInput,
            Identity = Identity,
            Group = Group,
            Scope = Scope,
            Reads = Reads,
            Writes = Writes,
        };
        other.Tags.AddRange(Tags);
        other.Arguments.AddRange(Arguments);
        other.Weights.AddRange(Weights);
        other.Caches.AddRange(Caches);
        other.Results.AddRange(Results);
        other.Parts.AddRange(Parts);
        foreach (var pair in Quantities)
        {
            other.Quantities[pair.Key] = costs.TryGetValue(pair.Key, out var cost) ? new Quantity(new GraphClock(), pool, () => cost) : pair.Value;
        }

        return other;
    }

    /// <summary>Puts another tensor in one's place among the arguments.</summary>
    public void Redirect(GraphTensor from, GraphTensor to)
    {
        for (var i = 0; i < Arguments.Count; i++)
        {
            if (ReferenceEquals(Arguments[i].Value, from))
            {
                Arguments[i] = new(Arguments[i].Key, to);
                Scope.Bind(Arguments[i].Key, to);
            }
        }

        foreach (var part in Parts)
        {
            part.Redirect(from, to);
        }

        foreach (var result in Results)
        {
            if (ReferenceEquals(result.ViewOf, from))
            {
                result.ViewOf = to;
            }
        }
    }
}
