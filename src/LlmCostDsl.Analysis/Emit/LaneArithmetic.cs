using System.Linq.Expressions;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Emit;

/// <summary>The same of several rows side by side. Both ways of a choice are computed, which in floating point troubles nobody.</summary>
internal sealed class LaneArithmetic<TLanes> : ChunkArithmetic
    where TLanes : struct, ILanes<TLanes>
{
    public override Type Type => typeof(TLanes);

    public override Expression Constant(double value) => Expression.Call(typeof(TLanes).GetMethod(nameof(ILanes<TLanes>.Of), [typeof(double)])!, Expression.Constant(value));

    // What depends on the device alone is known before.
    public override Expression Present(Expression attribute) => throw new InvalidOperationException("attributes are read when a plan is bound");

    public override Expression Apply(PlanOp op, Expression a, Expression? b, Expression? c) => op switch
    {
        PlanOp.Add => Own("op_Addition", a, b!),
        PlanOp.Subtract => Own("op_Subtraction", a, b!),
        PlanOp.Multiply => Own("op_Multiply", a, b!),
        PlanOp.Divide => Own("op_Division", a, b!),
        PlanOp.Power => Shared(nameof(Lanes.Pow), a, b!),
        PlanOp.Minimum => Own("Min", a, b!),
        PlanOp.Maximum => Own("Max", a, b!),
        PlanOp.Ceiling => Own("Ceiling", a),
        PlanOp.Floor => Own("Floor", a),
        PlanOp.Absolute => Own("Abs", a),
        PlanOp.Log2 => Shared(nameof(Lanes.Log2), a),
        PlanOp.SquareRoot => Own("Sqrt", a),
        PlanOp.Less => AsNumber(Own("IsLess", a, b!)),
        PlanOp.LessOrEqual => AsNumber(Own("IsAtMost", a, b!)),
        PlanOp.Equal => AsNumber(Own("IsEqual", a, b!)),
        PlanOp.And => AsNumber(Own("op_BitwiseAnd", AsTruth(a), AsTruth(b!))),
        PlanOp.Or => AsNumber(Own("op_BitwiseOr", AsTruth(a), AsTruth(b!))),
        PlanOp.Not => AsNumber(Own("op_OnesComplement", AsTruth(a))),
        PlanOp.Select => Own("Choose", AsTruth(a), b!, c!),
        _ => throw new InvalidOperationException($"{op} is not straight-line."),
    };

    private static Expression AsNumber(Expression truth) => Shared(nameof(Lanes.AsNumber), truth);

    private static Expression AsTruth(Expression number) => Shared(nameof(Lanes.AsTruth), number);

    private static Expression Own(string function, params Expression[] arguments)
        => Expression.Call(typeof(TLanes).GetMethod(function, [.. arguments.Select(_ => typeof(TLanes))])!, arguments);

    private static Expression Shared(string function, params Expression[] arguments)
        => Expression.Call(typeof(Lanes), function, [typeof(TLanes)], arguments);
}
