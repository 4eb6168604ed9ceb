using System.Runtime.CompilerServices;

namespace LlmCostDsl.Compiler.Support;

/// <summary>Compares objects by identity: for trees, whose equality by value would walk them.</summary>
internal sealed class ByReference<T> : IEqualityComparer<T>
    where T : class
{
    public static readonly ByReference<T> Comparer = new();

    public bool Equals(T? x, T? y) => ReferenceEquals(x, y);

    public int GetHashCode(T obj) => RuntimeHelpers.GetHashCode(obj);
}
