using System.Globalization;

namespace LlmCostDsl.Compiler.Emit;

/// <summary>The names taken in one scope of generated code. Who comes first has the name as it is; who comes later gets a suffix, the same in every build.</summary>
internal sealed class NameTable
{
    private readonly HashSet<string> taken;
    private readonly Dictionary<string, int> next = new(StringComparer.Ordinal);

    /// <summary>What every type has.</summary>
    public static readonly string[] OfObject = ["Equals", "GetHashCode", "GetType", "ToString", "ReferenceEquals", "MemberwiseClone", "Finalize"];

    public NameTable(IEnumerable<string> reserved) => taken = new(reserved, StringComparer.Ordinal);

    public bool IsFree(string name) => !taken.Contains(name);

    /// <summary>Takes a name: itself, else with the word behind it, else with a number behind it.</summary>
    public string Take(string name, string suffix = "")
    {
        if (taken.Add(name))
        {
            return name;
        }

        if (suffix.Length > 0 && taken.Add(name + suffix))
        {
            return name + suffix;
        }

        var number = next.TryGetValue(name, out var n) ? n : 2;
        string candidate;
        do
        {
            candidate = name + number.ToString(CultureInfo.InvariantCulture);
            number++;
        }
        while (!taken.Add(candidate));
        next[name] = number;
        return candidate;
    }
}
