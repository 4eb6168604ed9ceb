using System.Globalization;
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

    /// <summary>Makes an expectation of two formulas or one condition.</summary>
    public LoweredExpectation Lower(BoundExpect expect, Scope scope)
    {
        if (expect.Condition is BoundBinary { Operator: not Syntax.BinaryOperator.Power } comparison)
        {
            Expr left = evaluator.Scalar(comparison.Left, scope), right = evaluator.Scalar(comparison.Right, scope);
            var holds = expect.Within is { } within
                ? pool.LessOrEqual(pool.Absolute(pool.Subtract(left, right)), pool.Multiply(evaluator.Scalar(within, scope), pool.Absolute(right)))
                : evaluator.Scalar(expect.Condition, scope);
            return new LoweredExpectation(expect, holds, left, right);
        }

        return new LoweredExpectation(expect, evaluator.Scalar(expect.Condition, scope), null, null);
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

        var formulas = new List<Expr> { expectation.Holds };
        formulas.AddRange(new[] { expectation.Left, expectation.Right }.OfType<Expr>());
        var plan = new PlanLowering(pool, vocabulary).Lower(lowered with
        {
            Outputs = [.. formulas.Select((f, i) => new LoweredOutput("side" + i.ToString(CultureInfo.InvariantCulture), f, string.Empty, null, at))],
            Tables = [],
        });
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
            var found = plan.Outputs.Count == 3
                ? PlanUnits.Format(result[plan.Outputs[1].Node], plan.Outputs[1].Dimension) + " against " + PlanUnits.Format(result[plan.Outputs[2].Node], plan.Outputs[2].Dimension)
                : "that it does not hold";
            diagnostics.Add(at.ExpectationFails(at.Text, found));
        }
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
