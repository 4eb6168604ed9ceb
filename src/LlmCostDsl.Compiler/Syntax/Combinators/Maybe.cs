namespace LlmCostDsl.Compiler.Syntax.Combinators;

/// <summary>A value or none: what <see cref="Parser{TToken, T}.Optional"/> reads.</summary>
internal readonly record struct Maybe<T>(bool HasValue, T Value)
{
    public T? GetValueOrDefault() => HasValue ? Value : default;
}
