using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>What a bare name means.</summary>
/// <param name="IsConditional">Bound on some paths only: another path may bind it as well. Evaluation knows which paths are taken.</param>
internal sealed record Local(string Name, SpecType Type, SourceSpan At, bool IsConditional = false);

/// <summary>The names of one block of text; those of the text around it come after.</summary>
internal sealed class LocalNames(LocalNames? outer)
{
    /// <summary>Names no text may take: functions and step variables.</summary>
    public static readonly HashSet<string> BuiltIn =
        ["min", "max", "ceil", "floor", "round", "abs", "log2", "sqrt", "sum", "present", "batch", "tokens", "context", "phase", "it", "hw"];

    private Dictionary<string, Local> names = [];
    private Dictionary<string, RepeatSyntax> repeats = [];
    private readonly HashSet<string> used = outer?.used ?? [];
    private readonly HashSet<string> reported = outer?.reported ?? [];

    /// <summary>All names in reach, for suggestions.</summary>
    public IEnumerable<string> All => outer is null ? names.Keys : names.Keys.Concat(outer.All);

    public Local? Find(string name)
    {
        for (var frame = this; frame is not null; frame = frame.Outer)
        {
            if (frame.names.TryGetValue(name, out var local))
            {
                used.Add(name);
                return local;
            }
        }

        return null;
    }

    /// <summary>Whether a name has been looked up and found, here or further in.</summary>
    public bool IsUsed(string name) => used.Contains(name);

    /// <summary>Whether this is the first time that a name is missed in this text: once is enough.</summary>
    public bool MissesFirst(string name) => reported.Add(name);

    public Local? FindHere(string name) => names.TryGetValue(name, out var local) ? local : null;

    /// <summary>Binds a name without asking.</summary>
    public void Set(Local local) => names[local.Name] = local;

    /// <summary>Binds a name that must be new here and not built in.</summary>
    public void Declare(Local local, Place place)
    {
        if (local.Name.Length == 0)
        {
            return;
        }

        if (BuiltIn.Contains(local.Name))
        {
            place.Report(local.At.HidesBuiltIn(local.Name));
        }
        else if (names.TryGetValue(local.Name, out var other) && !other.IsConditional)
        {
            place.Report(local.At.BoundTwice(local.Name, other.At));
        }
        else
        {
            names[local.Name] = local;
        }
    }

    public void AddRepeat(string index, RepeatSyntax repeat) => repeats[index] = repeat;

    /// <summary>The repeat, around this place or before it, that counts with an index.</summary>
    public RepeatSyntax? FindRepeat(string index)
    {
        for (var frame = this; frame is not null; frame = frame.Outer)
        {
            if (frame.repeats.TryGetValue(index, out var repeat))
            {
                return repeat;
            }
        }

        return null;
    }

    /// <summary>The same names on another path.</summary>
    public LocalNames Branch() => new(outer) { names = new(names), repeats = new(repeats) };

    /// <summary>All these names, nearer than those of another text.</summary>
    public LocalNames Over(LocalNames below)
    {
        var joined = new LocalNames(below);
        foreach (var name in All.Distinct().ToList())
        {
            joined.names[name] = Find(name)!;
        }

        return joined;
    }

    /// <summary>What either of two paths has bound.</summary>
    public void Join(LocalNames then, LocalNames otherwise)
    {
        foreach (var (branch, other) in new[] { (then, otherwise), (otherwise, then) })
        {
            foreach (var pair in branch.names)
            {
                if (!names.TryGetValue(pair.Key, out var known) || known.IsConditional)
                {
                    names[pair.Key] = pair.Value with { IsConditional = pair.Value.IsConditional || !other.names.ContainsKey(pair.Key) };
                }
            }

            foreach (var pair in branch.repeats)
            {
                repeats[pair.Key] = pair.Value;
            }
        }
    }

    private LocalNames? Outer => outer;
}
