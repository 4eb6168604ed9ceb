using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Emit;

/// <summary>
/// The operations of a plan on several rows at once, a lane each, to the bit what <see cref="CodeOperations"/> has for one. A truth is a mask: all bits
/// of a lane are set where it holds. Both ways of a choice are computed, which in floating point troubles nobody. What is written is generic over the
/// width of the vector, which the machine decides.
/// </summary>
internal sealed class LaneOperations : CodeOperations
{
    /// <summary>The type of every value: whatever vector the code is then compiled for.</summary>
    public const string Type = "V";

    /// <summary>What a method of that type is to say of it.</summary>
    public const string Constraint = "where V : struct, global::LlmCostDsl.ILanes<V>";

    private const string Library = "global::LlmCostDsl.Lanes.";

    public override bool IsWide => true;

    public override string TypeOf(bool isTruth) => Type;

    public override CodeText Literal(double value) => Same(CodeText.Literal(value));

    /// <summary>One value in all lanes.</summary>
    public static CodeText Same(CodeText value)
        => new($"V.Of({value.Text})", Binding.Primary, 0, value.IsTruth, Plain: value.IsTruth || value.Binding < Binding.Primary ? null : value.Text);

    public override CodeText AsNumber(CodeText value) => value.IsTruth ? Call("AsNumber", false, value) : value;

    public override CodeText AsTruth(CodeText value) => value switch
    {
        { IsTruth: true } => value,
        { Plain: "1.0" } => Same(new("true", Binding.Primary, 0, true)),
        { Plain: "0.0" } => Same(new("false", Binding.Primary, 0, true)),
        _ => Call("AsTruth", true, value),
    };

    public override CodeText Input(PlanInput input, string property)
    {
        var read = $"{Library}Read<V>(inputs.{property}, row, inputs.Otherwise.{property})";
        var isScaled = InputsWriter.TypeOf(input) == "double" && input.Scale != 1;
        return new(isScaled ? read + " * " + CSharpLiteral.Of(input.Scale) : read, isScaled ? Binding.Product : Binding.Primary, 1, input.IsTruth);
    }

    public override CodeText Of(PlanOp op, bool isTruth, CodeText a, CodeText? b, CodeText? c) => op switch
    {
        PlanOp.Add => Sum(AsNumber(a), " + ", AsNumber(b!)),
        PlanOp.Subtract => Sum(AsNumber(a), " - ", AsNumber(b!)),
        PlanOp.Multiply when a.Plain == "1.0" => AsNumber(b!),
        PlanOp.Multiply => Infix(Factor(a, b!), " * ", Factor(b!, null), Binding.Product, isTruth: false),
        PlanOp.Divide => Infix(AsNumber(a), " / ", Factor(b!, null), Binding.Product, isTruth: false),
        PlanOp.Power => Call("Pow", false, AsNumber(a), AsNumber(b!)),
        PlanOp.Minimum => Call("Min", false, AsNumber(a), AsNumber(b!)),
        PlanOp.Maximum => Call("Max", false, AsNumber(a), AsNumber(b!)),
        PlanOp.Ceiling => Call("Ceiling", false, AsNumber(a)),
        PlanOp.Floor => Call("Floor", false, AsNumber(a)),
        PlanOp.Absolute => Call("Abs", false, AsNumber(a)),
        PlanOp.Log2 => Call("Log2", false, AsNumber(a)),
        PlanOp.SquareRoot => Call("Sqrt", false, AsNumber(a)),
        PlanOp.Less => Call("IsLess", true, AsNumber(a), AsNumber(b!)),
        PlanOp.LessOrEqual => Call("IsAtMost", true, AsNumber(a), AsNumber(b!)),
        PlanOp.Equal => Call("IsEqual", true, AsNumber(a), AsNumber(b!)),
        PlanOp.And => Infix(AsTruth(a), " & ", AsTruth(b!), Binding.And, isTruth: true),
        PlanOp.Or => Infix(AsTruth(a), " | ", AsTruth(b!), Binding.Or, isTruth: true),
        PlanOp.Not => new("~" + AsTruth(a).In(Binding.Unary), Binding.Unary, a.Depth + 1, true),
        PlanOp.Select when isTruth => Call("Choose", true, AsTruth(a), AsTruth(b!), AsTruth(c!)),
        PlanOp.Select => Call("Choose", false, AsTruth(a), AsNumber(b!), AsNumber(c!)),
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "is not computed from values alone"),
    };

    public static CodeText Call(string function, bool isTruth, params CodeText[] arguments)
    {
        // What vectors do by themselves, and what is made of that.
        var owner = function is "Pow" or "Log2" or "AsNumber" or "AsTruth" ? Library : "V.";
        return new($"{owner}{function}({string.Join(", ", arguments.Select(a => a.Text))})", Binding.Primary, arguments.Max(a => a.Depth) + 1, isTruth);
    }

    // A vector is multiplied and divided by one number as it is; of two factors one has to be a vector.
    private CodeText Factor(CodeText factor, CodeText? beside)
        => factor.Plain is { } plain && beside?.Plain is null ? new(plain, Binding.Primary, 0, false) : AsNumber(factor);
}
