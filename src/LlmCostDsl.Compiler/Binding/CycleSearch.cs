using LlmCostDsl.Compiler.Diagnostics;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>
/// Follows what declarations name, binding each on the way, and says where they come back to themselves: functions are not recursive, models do not
/// derive from themselves, transforms do not apply themselves, blocks do not call themselves. Chains may be long, so nothing recurses.
/// </summary>
internal sealed class CycleSearch(BoundProgram program)
{
    private readonly HashSet<Symbol> done = [];
    private readonly HashSet<Symbol> open = [];

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
            var reference = symbol.References[next];
            if (open.Contains(reference.Target))
            {
                var first = path.FindIndex(p => p.Symbol == reference.Target);
                program.Report(symbol, reference.At.Cycle([.. path.Skip(first).Select(p => p.Symbol.Name)], reference.Target.At));
            }
            else if (!done.Contains(reference.Target))
            {
                Enter(reference.Target, path);
            }
        }
    }

    private void Enter(Symbol symbol, List<(Symbol Symbol, int Next)> path)
    {
        symbol.BindAll();
        open.Add(symbol);
        path.Add((symbol, 0));
    }
}
