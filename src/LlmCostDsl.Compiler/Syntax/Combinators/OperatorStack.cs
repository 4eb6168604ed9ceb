namespace LlmCostDsl.Compiler.Syntax.Combinators;

/// <summary>Operators that wait for their right operand, with the left ones they have.</summary>
internal sealed class OperatorStack<TToken, T>
{
    private readonly List<(Operator<TToken, T> Operator, TToken Token, T Left)> items = [];

    public Operator<TToken, T>? Top => items.Count == 0 ? null : items[items.Count - 1].Operator;

    public void Push(Operator<TToken, T> prefix, TToken token) => items.Add((prefix, token, default!));

    public void Push(Operator<TToken, T> infix, TToken token, T left) => items.Add((infix, token, left));

    /// <summary>Applies every operator that binds tighter than a level to what stands right of it.</summary>
    public T Reduce(T operand, int level)
    {
        while (items.Count > 0 && items[items.Count - 1].Operator.Level > level)
        {
            operand = Apply(operand);
        }

        return operand;
    }

    private T Apply(T operand)
    {
        var last = items.Count - 1;
        var (top, token, left) = items[last];
        if (top is Operator<TToken, T>.Chain chain)
        {
            return ApplyChain(chain, operand);
        }

        items.RemoveAt(last);
        return top switch
        {
            Operator<TToken, T>.Prefix prefix => prefix.Apply(token, operand),
            Operator<TToken, T>.InfixR right => right.Apply(left, token, operand),
            Operator<TToken, T>.InfixN single => single.Apply(left, token, operand),
            _ => operand,
        };
    }

    private T ApplyChain(Operator<TToken, T>.Chain chain, T operand)
    {
        var first = items.Count;
        while (first > 0 && items[first - 1].Operator.Level == chain.Level)
        {
            first--;
        }

        var links = new List<(TToken Operator, T Operand)>(items.Count - first);
        for (var i = first; i < items.Count; i++)
        {
            links.Add((items[i].Token, i + 1 < items.Count ? items[i + 1].Left : operand));
        }

        var start = items[first].Left;
        items.RemoveRange(first, items.Count - first);
        return chain.Apply(start, links);
    }
}
