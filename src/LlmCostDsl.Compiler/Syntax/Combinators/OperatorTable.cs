namespace LlmCostDsl.Compiler.Syntax.Combinators;

/// <summary>One operator of an expression language.</summary>
/// <param name="Level">How tightly it binds; a higher level binds tighter.</param>
/// <param name="RightLevel">The lowest level its right operand may begin with.</param>
internal abstract record Operator<TToken, T>(int Level, int RightLevel)
{
    /// <summary>Before its operand.</summary>
    internal sealed record Prefix(int Level, Func<TToken, T, T> Apply) : Operator<TToken, T>(Level, Level);

    /// <summary>Between operands of which any number may follow each other; they are read into one flat list.</summary>
    internal sealed record Chain(int Level, Func<T, IReadOnlyList<(TToken Operator, T Operand)>, T> Apply) : Operator<TToken, T>(Level, Level + 1);

    /// <summary>Between two operands, groups to the right.</summary>
    internal sealed record InfixR(int Level, int RightLevel, Func<T, TToken, T, T> Apply) : Operator<TToken, T>(Level, RightLevel);

    /// <summary>Between two operands, does not repeat.</summary>
    internal sealed record InfixN(int Level, Func<T, TToken, T, T> Apply) : Operator<TToken, T>(Level, Level + 1);

    /// <summary>After its operand, with a rest of any form; does not repeat.</summary>
    internal sealed record Postfix(int Level, Parser<TToken, Func<T, T>> Rest) : Operator<TToken, T>(Level, Level);
}
