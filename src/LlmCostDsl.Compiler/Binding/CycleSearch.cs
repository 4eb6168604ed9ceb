using LlmCostDsl.Compiler.Diagnostics;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>
/// Follows what declarations name, binding each on the way, and says where they come back to themselves: functions are not recursive, models do not
/// derive from themselves, transforms do not apply themselves, blocks do not call themselves. Chains may be long, so nothing recurses. Where a cycle is
/// said to close does not depend on where the search began: every host says the same.
/// </summary>
internal sealed class CycleSearch(BoundProgram program)
{
    private readonly HashSet<Symbol> done = [];
    private readonly HashSet<Symbol> open = [];
    private bool hasCycle;

    /// <summary>Every declaration that was reached.</summary>
    public IReadOnlyCollection<Symbol> Reached => done;

    public void Run(IEnumerable<Symbol> roots)
    {
        foreach (var root in roots)
        {
            if (!done.Contains(root))
            {
                Follow(root);
            }
        }

        if (hasCycle)
        {
            foreach (var group in MutualReferences.Of(done))
            {
                ReportIn(group);
            }
        }
    }

    private void Follow(Symbol root)
    {
        var path = new List<(Symbol Symbol, int Next)>();
        Enter(root, path);
        while (path.Count > 0)
        {
            var (symbol, next) = path[path.Count - 1];
            if (next == symbol.References.Count)
            {
                path.RemoveAt(path.Count - 1);
                open.Remove(symbol);
                done.Add(symbol);
                continue;
            }

            path[path.Count - 1] = (symbol, next + 1);
            var target = symbol.References[next].Target;
            if (open.Contains(target))
            {
                hasCycle = true;
            }
            else if (!done.Contains(target))
            {
                Enter(target, path);
            }
        }
    }

    private void Enter(Symbol symbol, List<(Symbol Symbol, int Next)> path)
    {
        symbol.BindAll();
        open.Add(symbol);
        path.Add((symbol, 0));
    }

    // The search inside one group begins with what is written first.
    private void ReportIn(IReadOnlyCollection<Symbol> group)
    {
        var inside = new HashSet<Symbol>(group);
        var seen = new HashSet<Symbol>();
        var isOpen = new HashSet<Symbol>();
        var path = new List<(Symbol Symbol, int Next)>();
        foreach (var root in group.OrderBy(s => s.At.Source.Path, StringComparer.Ordinal).ThenBy(s => s.At.Span.Start))
        {
            if (seen.Add(root))
            {
                path.Add((root, 0));
                isOpen.Add(root);
            }

            while (path.Count > 0)
            {
                var (symbol, next) = path[path.Count - 1];
                if (next == symbol.References.Count)
                {
                    path.RemoveAt(path.Count - 1);
                    isOpen.Remove(symbol);
                    continue;
                }

                path[path.Count - 1] = (symbol, next + 1);
                var (target, at) = symbol.References[next];
                if (isOpen.Contains(target))
                {
                    var first = path.FindIndex(p => p.Symbol == target);
                    program.Report(symbol, at.Cycle([.. path.Skip(first).Select(p => p.Symbol.Name)], target.At));
                }
                else if (inside.Contains(target) && seen.Add(target))
                {
                    path.Add((target, 0));
                    isOpen.Add(target);
                }
            }
        }
    }
}
