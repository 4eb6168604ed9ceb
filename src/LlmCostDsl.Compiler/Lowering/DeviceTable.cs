using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Graph;

namespace LlmCostDsl.Compiler.Lowering;

/// <summary>The figures a device states, its own before its base's, as numbers.</summary>
internal static class DeviceTable
{
    public static DeviceValues Values(Evaluator evaluator, HardwareSymbol device)
        => new(device.Name, device.Facts.Values.ToDictionary(v => v.Key, v => Number(evaluator, v.Value)));

    private static double Number(Evaluator evaluator, BoundDeviceValue stated)
        => evaluator.Coerce(evaluator.Scalar(stated.Value, new Scope(null)), stated.Attribute.Type, stated.Value.At) switch
        {
            ConstantExpr { Value.Sign: >= 0 } c => c.Value.ToDouble(),
            TruthExpr t => t.Value ? 1 : 0,
            ConstantExpr => throw new SpecException(stated.Value.At.NegativeDeviceValue(stated.Attribute.Name)),
            var other => throw new SpecException(stated.Value.At.NotKnownWhenCompiling(Evaluator.WhatItDependsOn(other))),
        };
}
