using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Analysis.Reports;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Diagnostics;

namespace LlmCostDsl.Analysis.Solving.Crossings;

/// <summary>What came of looking for crossings: all of them, or what stood in the way.</summary>
/// <param name="Errors">About the question.</param>
/// <param name="Diagnostics">About the specs.</param>
internal sealed record CrossoverOutcome(Crossover? Crossover, IReadOnlyList<string> Errors, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>Finds where the bound of steps and operators changes along one variable.</summary>
/// <param name="witness">Sees the question evaluated where a bound changes.</param>
internal sealed class CrossoverDesk(SpecCompiler compiler, Action<Answer>? witness = null, SearchBudget? budget = null)
{
    private readonly QuestionDesk desk = new(compiler);

    /// <param name="settings">Inputs by name; the others have their defaults.</param>
    /// <param name="variable">What runs, see <see cref="SolveVariables"/>.</param>
    public CrossoverOutcome Ask(AnalysisRequest request, IReadOnlyList<InputSetting> settings, string variable)
    {
        var (question, failure) = desk.Open(request);
        if (question is null)
        {
            return new(null, failure!.Errors, failure.Diagnostics);
        }

        var (found, inputs, errors) = SolveSettings.Read(compiler, question, variable, settings);
        if (found is null)
        {
            return new(null, errors, []);
        }

        var crossover = Find(question, inputs, found);
        return crossover.IsRefused ? new(null, crossover.Refusals, []) : new(crossover, [], []);
    }

    private Crossover Find(OpenQuestion question, double[] inputs, SolveVariable variable)
    {
        var (plan, steps) = BoundNodes.Of(question.Plan);
        var line = new SolveLine(plan, question.Device, inputs, variable);
        var search = new ChangeSearch(line, [.. steps.SelectMany(s => s.Rows.Append(s.Limit)).Where(n => n >= 0).Distinct()], budget ?? SearchBudget.Usual);
        var stretches = search.Run(line.At(variable.Low), line.At(variable.High));

        // Shares are asked of the whole question.
        var whole = new SolveLine(question.Plan, question.Device, inputs, variable);
        Answer At(double value)
        {
            var (here, on) = whole.Setting(value);
            return new(question.Model, question.ModelTitle, on, question.Plan, here, whole.At(value).Values, question.Warnings);
        }

        var answers = new Dictionary<double, Answer>();
        double Share(BoundNodes step, double value)
        {
            if (!answers.TryGetValue(value, out var answer))
            {
                answers[value] = answer = At(value);
                witness?.Invoke(answer);
            }

            return StepLimit.Of(answer, step.Table)?.Share ?? double.NaN;
        }

        var refused = stretches.SelectMany(s => new[] { s.Low, s.High }).SelectMany(p => p.Errors).Distinct().ToList();
        return new(
            question,
            inputs,
            variable,
            [.. steps.Select(s =>
            {
                var limits = Along(stretches, s.Limit);
                return new StepCrossover(
                    s.Table,
                    limits,
                    [.. limits.Select(l => l.Column >= 0 ? (Share(s, l.From), Share(s, l.To)) : (double.NaN, double.NaN))],
                    [.. s.Table.Rows.Select((r, i) => (r, s.Rows[i] < 0 ? [] : Along(stretches, s.Rows[i]))).Where(r => r.Item2.Where(b => b.Column >= 0).Select(b => b.Column).Distinct().Count() > 1)]);
            })],
            [.. stretches.Where(s => !s.IsKnown).Select(s => (s.Low.At, s.High.At))],
            search.Parts,
            refused);
    }

    private static List<BoundStretch> Along(IReadOnlyList<Stretch> stretches, int node)
    {
        var found = new List<BoundStretch>();
        foreach (var point in stretches.SelectMany(s => new[] { s.Low, s.High }))
        {
            var column = double.IsNaN(point[node]) ? -1 : (int)point[node];
            if (found.Count > 0 && found[^1].Column == column)
            {
                found[^1] = found[^1] with { To = point.At };
            }
            else
            {
                found.Add(new(column, point.At, point.At));
            }
        }

        return found;
    }
}
