namespace LlmCostDsl.Compiler.Binding;

/// <summary>Groups of declarations each of which leads to all others of its group: Tarjan's strongly connected components, without recursion.</summary>
internal sealed class MutualReferences
{
    private readonly Dictionary<Symbol, (int Index, int Low)> marks = [];
    private readonly HashSet<Symbol> waiting = [];
    private readonly Stack<Symbol> stack = new();
    private readonly List<IReadOnlyCollection<Symbol>> groups = [];

    /// <summary>The groups that have a cycle: several declarations, or one that names itself.</summary>
    public static IReadOnlyList<IReadOnlyCollection<Symbol>> Of(IEnumerable<Symbol> symbols)
    {
        var search = new MutualReferences();
        foreach (var symbol in symbols)
        {
            if (!search.marks.ContainsKey(symbol))
            {
                search.Visit(symbol);
            }
        }

        return search.groups;
    }

    private void Visit(Symbol root)
    {
        var path = new List<(Symbol Symbol, int Next)>();
        Enter(root, path);
        while (path.Count > 0)
        {
            var (symbol, next) = path[path.Count - 1];
            if (next < symbol.References.Count)
            {
                path[path.Count - 1] = (symbol, next + 1);
                var target = symbol.References[next].Target;
                if (!marks.TryGetValue(target, out var mark))
                {
                    Enter(target, path);
                }
                else if (waiting.Contains(target))
                {
                    Lower(symbol, mark.Index);
                }

                continue;
            }

            path.RemoveAt(path.Count - 1);
            if (path.Count > 0)
            {
                Lower(path[path.Count - 1].Symbol, marks[symbol].Low);
            }

            if (marks[symbol].Low == marks[symbol].Index)
            {
                Close(symbol);
            }
        }
    }

    private void Enter(Symbol symbol, List<(Symbol Symbol, int Next)> path)
    {
        marks.Add(symbol, (marks.Count, marks.Count));
        waiting.Add(symbol);
        stack.Push(symbol);
        path.Add((symbol, 0));
    }

    private void Lower(Symbol symbol, int low)
    {
        var (index, current) = marks[symbol];
        marks[symbol] = (index, Math.Min(current, low));
    }

    private void Close(Symbol symbol)
    {
        var group = new List<Symbol>();
        Symbol last;
        do
        {
            last = stack.Pop();
            waiting.Remove(last);
            group.Add(last);
        }
        while (last != symbol);

        if (group.Count > 1 || symbol.References.Any(r => r.Target == symbol))
        {
            groups.Add(group);
        }
    }
}
