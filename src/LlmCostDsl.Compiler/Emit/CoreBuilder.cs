using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Emit;

/// <summary>
/// Turns the nodes that some results need into statements, each where it is first needed. A node used once is written where it is used while that can be
/// read; all others get locals. The folds of a loop are computed together, where the first of them is needed.
/// </summary>
internal sealed partial class CoreBuilder
{
    private const int InlineWidth = 76;
    private const int InlineDepth = 7;
    private const int LineWidth = 116;
    private const int MostTerms = 32;

    private readonly PlanFacts facts;
    private readonly NodeNaming naming;
    private readonly CodeOperations operations;
    private readonly NameTable names;
    private readonly int table;
    private readonly Dictionary<int, CodeText> texts;
    private readonly Dictionary<int, int> uses = [];
    private readonly Dictionary<int, int> consumer = [];
    private readonly HashSet<int> crossing = [];
    private readonly Dictionary<int, SortedSet<int>> foldsOf = [];
    private readonly List<(int Loop, string Range)> loops = [];
    private CodeBlock block = new();

    /// <param name="names">Names that locals must not have.</param>
    /// <param name="table">The table this is the code of, or -1.</param>
    /// <param name="known">What is there already, by node: inputs, attributes, what the device alone decided.</param>
    public CoreBuilder(PlanFacts facts, NodeNaming naming, CodeOperations operations, NameTable names, int table, IReadOnlyDictionary<int, CodeText> known)
    {
        this.facts = facts;
        this.naming = naming;
        this.operations = operations;
        this.names = names;
        this.table = table;
        texts = known.ToDictionary(k => k.Key, k => k.Value);
        Root = block;
    }

    /// <summary>Everything written so far.</summary>
    public CodeBlock Root { get; }

    /// <summary>What is being computed now; names follow it.</summary>
    public string Owner { get; set; } = string.Empty;

    /// <summary>The loops run so far, with the local that knows whether one was refused.</summary>
    public IReadOnlyList<(int Loop, string Range)> Loops => loops;

    private EvaluatorPlan Plan => facts.Plan;

    /// <summary>Counts what will be asked for; to be called once, with all of it.</summary>
    public void Expect(IEnumerable<int> sinks)
    {
        var open = new Stack<int>();
        void Use(int node, int by, int inLoop)
        {
            uses[node] = uses.TryGetValue(node, out var n) ? n + 1 : 1;
            consumer[node] = by;
            if (Plan.Nodes[node].Loop != inLoop)
            {
                crossing.Add(node);
            }

            if (uses[node] == 1 && !texts.ContainsKey(node))
            {
                open.Push(node);
            }
        }

        foreach (var sink in sinks)
        {
            Use(sink, -1, -1);
        }

        while (open.Count > 0)
        {
            var number = open.Pop();
            var node = Plan.Nodes[number];
            if (!node.IsFold())
            {
                foreach (var operand in PlanOperands.Of(node))
                {
                    Use(operand, number, node.Loop);
                }

                continue;
            }

            Use(node.B, number, node.A);
            if (!foldsOf.TryGetValue(node.A, out var folds))
            {
                foldsOf[node.A] = folds = [];
                Use(Plan.Loops[node.A].Low, number, node.Loop);
                Use(Plan.Loops[node.A].High, number, node.Loop);
            }

            folds.Add(number);
        }
    }

    /// <summary>The nodes that something needs, once <see cref="Expect"/> knows what is asked for.</summary>
    public IEnumerable<int> Reached => uses.Keys;

    /// <summary>A value, with all that it needs written before it.</summary>
    public CodeText Value(int root)
    {
        var pending = new Stack<(int Node, bool IsReady)>();
        pending.Push((root, false));
        while (pending.Count > 0)
        {
            var (node, isReady) = pending.Pop();
            if (texts.ContainsKey(node))
            {
                continue;
            }

            if (isReady)
            {
                Finish(node);
                continue;
            }

            pending.Push((node, true));
            foreach (var operand in Needs(node).Reverse())
            {
                pending.Push((operand, false));
            }
        }

        return texts[root];
    }

    /// <summary>A value under a name of its own: what <see cref="Value"/> says where it has one or is a plain number.</summary>
    /// <param name="name">What to call it, unless it means something else.</param>
    public CodeText Named(int root, string? name = null)
    {
        var text = Value(root);
        return text.Binding == Binding.Primary && text.Depth == 0 ? text : texts[root] = Local(name ?? naming.Of(root, table, Owner), text);
    }

    /// <summary>The table this is the code of, or -1.</summary>
    public int Table => table;

    /// <summary>Whether a value is there already.</summary>
    public bool IsKnown(int node) => texts.ContainsKey(node);

    /// <summary>Reads one input into a local, in base units, whether it is needed or not.</summary>
    public CodeText ReadInput(int number, string member)
    {
        var input = Plan.Inputs[number];
        var local = Local(CSharpNames.Camel(input.Name), operations.Input(input, member));
        for (var node = 0; node < Plan.Nodes.Count; node++)
        {
            if (Plan.Nodes[node].Op == PlanOp.Input && Plan.Nodes[node].A == number)
            {
                texts[node] = local;
            }
        }

        return local;
    }

    /// <summary>Reads inputs into locals, in base units.</summary>
    public void Read(IReadOnlyList<int> nodes, AnalysisNames members)
    {
        foreach (var node in nodes.Where(n => Plan.Nodes[n].Op == PlanOp.Input))
        {
            var at = Plan.Nodes[node].A;
            var input = Plan.Inputs[at];
            texts[node] = Local(CSharpNames.Camel(input.Name), operations.Input(input, members.Inputs[at]));
        }
    }

    /// <summary>Reads attributes into locals, and whether they are there.</summary>
    public void Read(IReadOnlyList<int> nodes)
    {
        var values = new Dictionary<int, CodeText>();
        foreach (var node in nodes.Where(n => Plan.Nodes[n].Op is PlanOp.Attribute or PlanOp.Present))
        {
            var attribute = Plan.Nodes[node].A;
            var name = Plan.Attributes[attribute].Name;
            if (!values.ContainsKey(attribute))
            {
                values[attribute] = Local(CSharpNames.Camel(name), new($"device.ValueOrNaN({CSharpLiteral.Of(name)})", Binding.Primary, 1, false));
            }

            texts[node] = Plan.Nodes[node].Op == PlanOp.Attribute
                ? values[attribute]
                : Local(CSharpNames.Camel("has_" + name), new($"!double.IsNaN({values[attribute].Text})", Binding.Unary, 1, true));
        }
    }

    public void Add(CodeStatement statement) => block.Statements.Add(statement);

    /// <summary>A new local with this value.</summary>
    public CodeText Local(string name, CodeText value, string? type = null)
    {
        var taken = names.Take(name);
        Add(new CodeLocal(taken, type ?? operations.TypeOf(value.IsTruth), Lines(value)));
        return CodeText.Name(taken, value.IsTruth);
    }

    /// <summary>An expression on as many lines as it takes.</summary>
    public static IReadOnlyList<string> Lines(CodeText value)
        => value.Terms is { Count: > 2 } terms && value.Width > LineWidth - 30 ? terms : [value.Text];

    private IEnumerable<int> Needs(int number)
    {
        var node = Plan.Nodes[number];
        return node.IsFold() ? NeedsOfLoop(node.A) : PlanOperands.Of(node);
    }

    private void Finish(int number)
    {
        var node = Plan.Nodes[number];
        if (node.IsFold())
        {
            RunLoop(node.A);
            return;
        }

        CodeText At(int operand) => operand < 0 ? null! : texts[operand];
        var text = node.Op == PlanOp.Constant
            ? operations.Literal(node.Value)
            : operations.Of(node.Op, facts.IsTruth(number), At(node.A), At(node.B), At(node.C));
        if (IsInlined(number, node, text))
        {
            texts[number] = text;
            return;
        }

        if (facts.NoteOf(number)?.Remark is { } remark)
        {
            Add(new CodeLines(["// " + remark], 0));
        }

        texts[number] = Local(naming.Of(number, table, Owner), text);
    }

    private bool IsInlined(int number, PlanNode node, CodeText text)
    {
        // A number, or a name already: what was taken once is itself.
        if (node.Op == PlanOp.Constant || text is { Binding: Binding.Primary, Depth: 0 })
        {
            return true;
        }

        if (uses[number] > 1 || crossing.Contains(number) || IsByItself(number))
        {
            return false;
        }

        // A long sum goes on where it is the beginning of a longer one.
        var by = consumer[number];
        var goesOn = text.Terms is { Count: < MostTerms } && by >= 0 && Plan.Nodes[by] is { Op: PlanOp.Add or PlanOp.Subtract, A: var left, B: var right }
            && left == number && right != number;
        return goesOn || (text.Depth <= InlineDepth && text.Width <= InlineWidth);
    }

    // What people ask for has a line of its own, to be seen in a debugger.
    private bool IsByItself(int number)
        => facts.NoteOf(number)?.Name is not null || facts.MeaningOf(number) is { } meaning && (meaning.Table < 0 || Plan.Tables[meaning.Table].Columns[meaning.Column].Name == PlanColumn.Time);
}
