namespace LlmCostDsl.Compiler.Emit;

/// <summary>Something generated code does. Texts hold marked names (<see cref="CodeText"/>).</summary>
internal abstract record CodeStatement
{
    /// <summary>How much of a method it makes up, in lines or so.</summary>
    public abstract int Weight { get; }
}

/// <summary>Lines as they are: comments, checks, assignments of rows.</summary>
internal sealed record CodeLines(IReadOnlyList<string> Lines, int Cost) : CodeStatement
{
    public override int Weight => Cost;
}

/// <summary>A local that gets its value once: <c>var name = value;</c>, the value on several lines where it is long.</summary>
internal sealed record CodeLocal(string Name, string Type, IReadOnlyList<string> Value) : CodeStatement
{
    public override int Weight => 1;
}

/// <summary>A loop with all that it yields.</summary>
/// <param name="Range">The local that holds its range.</param>
/// <param name="Counter">The number of the iteration.</param>
/// <param name="Head">What the iteration begins with, beside its counter.</param>
/// <param name="After">What the iteration does last: adding up.</param>
internal sealed record CodeLoop(string Range, string Counter, CodeBlock Head, CodeBlock Body, IReadOnlyList<string> After) : CodeStatement
{
    public override int Weight => 4 + After.Count + Head.Weight + Body.Weight;
}

/// <summary>Statements in order.</summary>
internal sealed class CodeBlock
{
    public List<CodeStatement> Statements { get; } = [];

    public int Weight
    {
        get
        {
            var weight = 0;
            foreach (var statement in Statements)
            {
                weight += statement.Weight;
            }

            return weight;
        }
    }
}
