using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Generator;

/// <summary>
/// What a declaration may lead to, by words alone: every declaration whose name occurs in its text, and so on. That is more than it does lead to, never
/// less, and needs no binding.
/// </summary>
internal sealed class ReachableDeclarations
{
    private readonly IReadOnlyList<DeclarationText> all;
    private readonly Dictionary<string, List<int>> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<DeclarationText, int> numbers = new(ByReference<DeclarationText>.Comparer);
    private readonly int[]?[] next;
    private readonly List<int> everywhere = [];

    public ReachableDeclarations(IReadOnlyList<DeclarationText> all)
    {
        this.all = all;
        next = new int[all.Count][];
        for (var i = 0; i < all.Count; i++)
        {
            numbers[all[i]] = i;
            var name = all[i].Key.Substring(all[i].Key.LastIndexOf('.') + 1);
            if (!byName.TryGetValue(name, out var same))
            {
                byName.Add(name, same = []);
            }

            same.Add(i);
            if (all[i].Kind is null or DeclarationKind.Attribute or DeclarationKind.Channel)
            {
                everywhere.Add(i);
            }
        }

        Globals = Closure([]);
    }

    /// <summary>What matters to every compilation: attributes, channels, checks of devices, and what these need.</summary>
    public EquatableArray<DeclarationText> Globals { get; }

    /// <summary>Everything a declaration may need, the globals among it, in the order of the project.</summary>
    public EquatableArray<DeclarationText> From(DeclarationText declaration) => Closure([numbers[declaration]]);

    private EquatableArray<DeclarationText> Closure(IEnumerable<int> roots)
    {
        var reached = new HashSet<int>();
        var open = new Stack<int>(roots.Concat(everywhere));
        while (open.Count > 0)
        {
            var declaration = open.Pop();
            if (reached.Add(declaration))
            {
                foreach (var target in Next(declaration))
                {
                    open.Push(target);
                }
            }
        }

        return reached.OrderBy(i => i).Select(i => all[i]).ToEquatable();
    }

    private int[] Next(int declaration)
        => next[declaration] ??= [.. all[declaration].Words.SelectMany(w => byName.TryGetValue(w, out var named) ? named : [])];
}
