using System.Globalization;

namespace LlmCostDsl.Compiler.Emit;

/// <summary>Gives members of one type names that differ: what comes later and is taken gets a word behind, or a number.</summary>
internal sealed class MemberNames
{
    private static readonly string[] OfObject = ["Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];

    private readonly HashSet<string> taken;

    /// <param name="reserved">The type's own name, and the members it has anyway.</param>
    public MemberNames(params string[] reserved) => taken = new(OfObject.Concat(reserved), StringComparer.Ordinal);

    public string Add(string name, string suffix)
    {
        if (taken.Add(name))
        {
            return name;
        }

        name += suffix;
        for (var number = 1; ; number++)
        {
            var candidate = number == 1 ? name : name + number.ToString(CultureInfo.InvariantCulture);
            if (taken.Add(candidate))
            {
                return candidate;
            }
        }
    }
}
