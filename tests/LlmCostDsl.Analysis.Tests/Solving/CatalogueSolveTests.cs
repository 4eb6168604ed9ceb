using System.Globalization;
using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Analysis.Reports;
using LlmCostDsl.Analysis.Solving;
using LlmCostDsl.Analysis.Solving.Crossings;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Tests.Solving;

/// <summary>Every analysis of the catalogue, over batches: what solving and crossings say is what evaluating each batch says.</summary>
public sealed class CatalogueSolveTests
{
    private const int Most = 200;

    private static readonly SpecCompiler Catalogue = SpecCompiler.Load([]);

    public static TheoryData<string> Analyses()
        => [.. Catalogue.List("analyses").Where(a => a.ParameterList.Any(p => p.Text.StartsWith("batch:", StringComparison.Ordinal))).Select(a => a.Module + "." + a.Name)];

    [Theory]
    [MemberData(nameof(Analyses))]
    public void Limits_are_those_of_every_batch(string name)
    {
        var (plan, high, answers) = Evaluated(name);
        var tried = 0;
        foreach (var output in plan.Outputs.Where(o => Unit(o) is not null && o.TypeName != "bool").Reverse().Take(6))
        {
            // A figure somewhere inside; apart from it by more than the two plans are rounded apart.
            var limit = answers[high / 3].Values[output.Node] * 1.00000001;
            var constraint = string.Create(CultureInfo.InvariantCulture, $"{output.Name} <= {limit:R}{Unit(output)}");
            if (double.IsNaN(limit) || limit <= 0 || answers.All(a => a.Values[output.Node] == answers[0].Values[output.Node]))
            {
                continue;
            }

            var holding = answers.Where(a => a.IsValid && a.Values[output.Node] <= limit).Select(a => answers.IndexOf(a) + 1).ToList();
            Assert.Equal(holding.Count == 0 ? null : holding[^1], Solve(name, high, isLargest: true, constraint));
            Assert.Equal(holding.Count == 0 ? null : holding[0], Solve(name, high, isLargest: false, constraint));
            var between = holding.Where(b => b % 3 == 1).ToList();
            Assert.Equal(between.Count == 0 ? null : between[^1], Solve(name, high, isLargest: true, constraint + " and batch % 3 == 1"));
            tried++;
        }

        Assert.True(tried > 0, "nothing was limited");
    }

    [Theory]
    [MemberData(nameof(Analyses))]
    public void Bounds_change_where_they_do(string name)
    {
        var (plan, high, answers) = Evaluated(name);
        var compiled = Catalogue.Compile(new(name));

        var outcome = new CrossoverDesk(Catalogue).Ask(new(name), [], $"batch=1..{high}");
        var crossover = outcome.Crossover!;

        Assert.True(crossover.IsProved);
        foreach (var (step, table) in crossover.Steps.Zip(plan.Tables))
        {
            for (var batch = 1; batch <= high; batch++)
            {
                var answer = new Answer(string.Empty, string.Empty, compiled.Device, plan, [], answers[batch - 1].Values, []);
                Assert.Equal(StepLimit.Of(answer, table)?.Column ?? -1, step.Limits.Single(l => l.From <= batch && batch <= l.To).Column);
                foreach (var row in table.Rows.Where(r => r.Bound >= 0))
                {
                    var expected = answer[row.Count] == 0 ? -1 : (int)answer[row.Bound];
                    var known = step.Operators.FirstOrDefault(o => o.Row.Path == row.Path);
                    Assert.Equal(expected, known.Row is null ? FirstOf(answers[0].Values, row) : known.Bounds.Single(l => l.From <= batch && batch <= l.To).Column);
                }
            }
        }
    }

    private static int FirstOf(IReadOnlyList<double> values, PlanRow row) => values[row.Count] == 0 ? -1 : (int)values[row.Bound];

    private static double? Solve(string name, int high, bool isLargest, string constraint)
    {
        var outcome = new SolveDesk(Catalogue).Ask(new(new(name), [], $"batch=1..{high}", isLargest, null, [new(constraint, "test", true)]));
        Assert.True(outcome.Solution is not null, string.Join("; ", outcome.Errors.Concat(outcome.Diagnostics.Select(d => d.Message))));
        Assert.True(outcome.Solution.Found.Proof != Proof.None, $"{constraint}: not proved in {outcome.Solution.Found.Parts} parts");
        return outcome.Solution.Answer?.At;
    }

    private static (EvaluatorPlan Plan, int High, List<PlanResult> Answers) Evaluated(string name)
    {
        var compiled = Catalogue.Compile(new(name));
        var plan = compiled.Plan!;
        var batch = plan.Inputs.ToList().FindIndex(i => i.Name == "batch");
        var interpreter = new PlanInterpreter(plan);
        var high = (int)Math.Min(Most, plan.Inputs[batch].High);
        return (plan, high, [.. Enumerable.Range(1, high).Select(b => interpreter.Evaluate([.. plan.Inputs.Select((x, i) => i == batch ? b : x.Default)], compiled.Device))]);
    }

    private static string? Unit(PlanOutput output) => output.Dimension == Dimension.Seconds ? " s"
        : output.Dimension == Dimension.Bytes ? " B"
        : output.Dimension == Dimension.Joules ? " J"
        : output.Dimension.IsNone ? string.Empty
        : null;
}
