using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Graph;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Lowering;

/// <summary>Checks what a spec expects of itself, with numbers: inputs at their defaults or as the expectation says, on the default device.</summary>
internal sealed class Expectations(ExprPool pool, Vocabulary vocabulary, DiagnosticBag diagnostics)
{
    private readonly Evaluator evaluator = new(pool, vocabulary);

    /// <summary>Makes formulas of an expectation: whether it holds, and what it compares.</summary>
    public LoweredExpectation Lower(BoundExpect expect, Scope scope)
    {
        var holds = expect is { Within: { } within, Condition: BoundBinary { Operator: not Syntax.BinaryOperator.Power } near }
            ? Near(evaluator.Scalar(near.Left, scope), evaluator.Scalar(near.Right, scope), evaluator.Scalar(within, scope))
            : evaluator.Scalar(expect.Condition, scope);
        return new LoweredExpectation(
            expect, holds, [.. Compared(expect.Condition).Select(c => new LoweredOperand(c.At.Text, Known(c, scope)))]);
    }

    private Expr Near(Expr left, Expr right, Expr within)
        => pool.LessOrEqual(pool.Absolute(pool.Subtract(left, right)), pool.Multiply(within, pool.Absolute(right)));

    // What a condition compares, through everything that joins conditions. A condition that compares nothing is shown itself.
    private static IEnumerable<BoundExpression> Compared(BoundExpression condition) => condition switch
    {
        BoundBinary { Operator: not Syntax.BinaryOperator.Power } b => [b.Left, b.Right],
        BoundInRange r => [r.Operand, r.Low, r.High],
        BoundInSet s => [s.Operand],
        BoundUnary u => Compared(u.Operand),
        BoundChain { Type.Kind: TypeKind.Truth } c => Compared(c.First).Concat(c.Rest.SelectMany(r => Compared(r.Operand))),
        BoundIf i => Compared(i.Condition).Concat(Compared(i.Then)).Concat(Compared(i.Else)),
        BoundTruth or BoundIntrinsic { Intrinsic: Intrinsic.Present } => [],
        _ => [condition],
    };

    // Of a branch that is not taken there may be nothing to show.
    private Expr? Known(BoundExpression operand, Scope scope)
    {
        try
        {
            return evaluator.Scalar(operand, scope) is var value and not UndefinedExpr ? value : null;
        }
        catch (Exception nothing) when (nothing is SpecException or MissingPropertyException)
        {
            return null;
        }
    }

    /// <summary>Checks the expectations of an analysis.</summary>
    public void Check(LoweredAnalysis lowered, DeviceValues? device)
    {
        foreach (var expectation in lowered.Expectations)
        {
            Check(expectation, lowered, device);
        }
    }

    /// <summary>Checks one whose formulas depend on nothing but a device.</summary>
    public void Check(LoweredExpectation expectation, DeviceValues? device)
        => Check(expectation, new LoweredAnalysis(pool, new AnalysisSymbol("expectation", string.Empty, expectation.Expectation.At, null), [], [], [], [], []), device);

    /// <summary>Checks a lint on a device; where it reads what the device does not state, it says nothing.</summary>
    public void CheckLint(LoweredExpectation lint, DeviceValues device, Text.SourceSpan deviceAt)
    {
        var found = new DiagnosticBag();
        new Expectations(pool, vocabulary, found).Check(lint, device);
        foreach (var failure in found.Items.Where(f => f.Kind == LimitDiagnostics.ExpectationKind))
        {
            diagnostics.Add(deviceAt.LintFails(device.Name, failure.Message, lint.Expectation.At));
        }
    }

    private void Check(LoweredExpectation expectation, LoweredAnalysis lowered, DeviceValues? device)
    {
        var at = expectation.Expectation.Condition.At;
        if (expectation.Holds is TruthExpr { Value: true })
        {
            return;
        }

        var plan = PlanOf(expectation.Holds, lowered, at);
        if (Inputs(plan, expectation.Expectation) is not { } inputs)
        {
            return;
        }

        var result = PlanInterpreter.Evaluate(plan, inputs, device);
        if (!result.IsValid)
        {
            diagnostics.Add(at.ExpectationNotChecked(result.Errors[0]));
        }
        else if (result[plan.Outputs[0].Node] != 1)
        {
            diagnostics.Add(at.ExpectationFails(at.Text, Found(expectation, lowered, device)));
        }
    }

    private EvaluatorPlan PlanOf(Expr formula, LoweredAnalysis lowered, Text.SourceSpan at)
        => new PlanLowering(pool, vocabulary).Lower(lowered with { Outputs = [new LoweredOutput("side", formula, string.Empty, null, at)], Tables = [], Sensitivities = default });

    // What was compared, in numbers. Each is evaluated by itself: one that cannot be, in a branch not taken, is left out.
    private string Found(LoweredExpectation expectation, LoweredAnalysis lowered, DeviceValues? device)
    {
        var at = expectation.Expectation.Condition.At;
        var found = new List<(string Text, string Value, bool IsLiteral)>();
        foreach (var operand in expectation.Compared.Where(o => o.Text != at.Text && o.Value is not null))
        {
            var plan = PlanOf(operand.Value!, lowered, at);
            if (Inputs(plan, expectation.Expectation) is { } inputs && PlanInterpreter.Evaluate(plan, inputs, device) is { IsValid: true } result)
            {
                var value = result[plan.Outputs[0].Node];
                found.Add((operand.Text, operand.Value!.IsTruth ? value == 1 ? "true" : "false" : PlanUnits.Format(value, operand.Value.Dimension), operand.Value.IsConstant && char.IsDigit(operand.Text[0])));
            }
        }

        if (expectation.Expectation.Condition is BoundBinary && found.Count == 2)
        {
            return found[0].Value + " against " + found[1].Value;
        }

        // What is written as a number needs no saying again.
        var said = found.Where(f => !f.IsLiteral).Select(f => f.Text + " = " + f.Value).Distinct().ToList();
        return said.Count == 0 ? "that it does not hold" : string.Join(", ", said);
    }

    private double[]? Inputs(EvaluatorPlan plan, BoundExpect expect)
    {
        var values = plan.Inputs.Select(i => i.Default).ToArray();
        var nothing = new Scope(null);
        for (var i = 0; i < plan.Inputs.Count; i++)
        {
            var input = plan.Inputs[i];
            if (expect.Inputs.FirstOrDefault(a => a.Parameter == input.Name) is { } given)
            {
                values[i] = evaluator.Scalar(given.Value, nothing) switch
                {
                    ConstantExpr c => c.Value.ToDouble(),
                    TruthExpr t => t.Value ? 1 : 0,
                    _ => double.NaN,
                };
            }

            if (double.IsNaN(values[i]))
            {
                diagnostics.Add(expect.At.ExpectationNotChecked($"'{input.Name}' has no default."));
                return null;
            }
        }

        return values;
    }
}
