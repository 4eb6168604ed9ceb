namespace LlmCostDsl.Compiler.Emit;

/// <summary>Gives members of one type names that differ: whatever is taken already gets underscores behind.</summary>
internal sealed class MemberNames
{
    private static readonly string[] OfObject = ["Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];

    private readonly HashSet<string> taken;

    /// <param name="reserved">The type's own name, and the members it has anyway.</param>
    public MemberNames(params string[] reserved) => taken = new(OfObject.Concat(reserved), StringComparer.Ordinal);

    public string Add(string name)
    {
        while (!taken.Add(name))
        {
            name += "_";
        }

        return name;
    }
}
