using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Emit;

/// <summary>The operations of a plan as expressions of C#: those of <see cref="PlanArithmetic"/>, to the bit.</summary>
internal class CodeOperations
{
    /// <summary>The functions called so far, by their names in <see cref="Math"/>: each is written once, where nothing can hide it.</summary>
    public SortedSet<string> Functions { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether it is written for several rows at once.</summary>
    public virtual bool IsWide => false;

    /// <summary>The type of a value in C#.</summary>
    public virtual string TypeOf(bool isTruth) => isTruth ? "bool" : "double";

    public virtual CodeText Literal(double value) => CodeText.Literal(value);

    public virtual CodeText AsNumber(CodeText value) => value.AsNumber();

    public virtual CodeText AsTruth(CodeText value) => value.AsTruth();

    /// <summary>An input in base units, by the name of its property.</summary>
    public virtual CodeText Input(PlanInput input, string property) => new(InputsWriter.Read(input, property), Binding.Product, 1, input.IsTruth);

    public virtual CodeText Of(PlanOp op, bool isTruth, CodeText a, CodeText? b, CodeText? c) => op switch
    {
        PlanOp.Add => Sum(a.AsNumber(), " + ", b!.AsNumber()),
        PlanOp.Subtract => Sum(a.AsNumber(), " - ", b!.AsNumber()),
        // Nothing changes by being taken once.
        PlanOp.Multiply when a.Text == "1.0" => b!.AsNumber(),
        PlanOp.Multiply => Infix(a.AsNumber(), " * ", b!.AsNumber(), Binding.Product, isTruth: false),
        PlanOp.Divide => Infix(a.AsNumber(), " / ", b!.AsNumber(), Binding.Product, isTruth: false),
        PlanOp.Power => Call("Pow", a, b),
        PlanOp.Minimum => Call("Min", a, b),
        PlanOp.Maximum => Call("Max", a, b),
        PlanOp.Ceiling => Call("Ceiling", a, null),
        PlanOp.Floor => Call("Floor", a, null),
        PlanOp.Absolute => Call("Abs", a, null),
        PlanOp.Log2 => Call("Log2", a, null),
        PlanOp.SquareRoot => Call("Sqrt", a, null),
        // The compiler warns of a comparison of something with itself, which asks whether it is a number.
        PlanOp.Less when a.Text == b!.Text => new("false", Binding.Primary, 0, true),
        PlanOp.LessOrEqual or PlanOp.Equal when a.Text == b!.Text => a.IsTruth
            ? new("true", Binding.Primary, 0, true)
            : new($"!double.IsNaN({a.Text})", Binding.Unary, a.Depth + 1, true),
        PlanOp.Less => Infix(a.AsNumber(), " < ", b!.AsNumber(), Binding.Relation, isTruth: true),
        PlanOp.LessOrEqual => Infix(a.AsNumber(), " <= ", b!.AsNumber(), Binding.Relation, isTruth: true),
        PlanOp.Equal => Infix(a.AsNumber(), " == ", b!.AsNumber(), Binding.Equality, isTruth: true),
        PlanOp.And => Infix(a.AsTruth(), " && ", b!.AsTruth(), Binding.And, isTruth: true),
        PlanOp.Or => Infix(a.AsTruth(), " || ", b!.AsTruth(), Binding.Or, isTruth: true),
        PlanOp.Not => new("!" + a.AsTruth().In(Binding.Unary), Binding.Unary, a.Depth + 1, true),
        PlanOp.Select when isTruth => Choice(a.AsTruth(), b!.AsTruth(), c!.AsTruth(), isTruth: true),
        PlanOp.Select => Choice(a.AsTruth(), b!.AsNumber(), c!.AsNumber(), isTruth: false),
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "is not computed from values alone"),
    };

    protected static CodeText Sum(CodeText a, string sign, CodeText b)
    {
        var (left, right) = (a.In(Binding.Sum), b.In(Binding.Product));
        return new(left + sign + right, Binding.Sum, Math.Max(a.Depth, b.Depth + 1), false, [.. a.Terms ?? [left], sign.TrimStart() + right]);
    }

    protected static CodeText Infix(CodeText a, string sign, CodeText b, Binding binding, bool isTruth)
        => new(a.In(binding) + sign + b.In(binding + 1), binding, Math.Max(a.Depth, b.Depth) + 1, isTruth);

    // Both ways in parentheses where they choose again: nobody remembers how those nest.
    private static CodeText Choice(CodeText condition, CodeText then, CodeText otherwise, bool isTruth)
        => new(
            condition.In(Binding.Or) + " ? " + then.In(Binding.Or) + " : " + otherwise.In(Binding.Or),
            Binding.Choice,
            Math.Max(condition.Depth, Math.Max(then.Depth, otherwise.Depth)) + 1,
            isTruth);

    private CodeText Call(string function, CodeText a, CodeText? b)
    {
        Functions.Add(function);
        var arguments = b is null ? a.AsNumber().Text : a.AsNumber().Text + ", " + b.AsNumber().Text;
        return new(function + "(" + arguments + ")", Binding.Primary, Math.Max(a.Depth, b?.Depth ?? 0) + 1, false);
    }
}
