using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Tests.Combinations;

/// <summary>A figure of one operator in one step, for one execution.</summary>
internal readonly record struct Figure(string Step, string Row, string Column, double Value, double Executions);

/// <summary>What a combination came to: every figure of it, or why there is none.</summary>
internal sealed class Outcome
{
    private readonly Dictionary<(string Step, string Column), double> totals = [];
    private readonly Dictionary<string, double> outputs = [];
    private readonly List<Figure> figures = [];

    private Outcome(string name, IReadOnlyList<Diagnostic> said)
    {
        Name = name;
        Said = said;
    }

    /// <summary>The analysis and what was applied, for messages.</summary>
    public string Name { get; }

    /// <summary>Whether each phase is asked for by a step of its own, rather than by the turns of a request.</summary>
    public bool IsOfSteps { get; private init; }

    public IReadOnlyList<Diagnostic> Said { get; }

    /// <summary>Why an evaluation was refused; empty where it was not.</summary>
    public IReadOnlyList<string> EvaluationErrors { get; private set; } = [];

    /// <summary>Whether there is an answer.</summary>
    public bool Fits { get; private set; }

    public IReadOnlyDictionary<string, double> Outputs => outputs;

    public IReadOnlyDictionary<(string Step, string Column), double> Totals => totals;

    public IReadOnlyList<Figure> Figures => figures;

    /// <summary>The errors, or the warnings that it does nothing.</summary>
    public string Ids => string.Join(" ", Said.Where(d => d.Severity == (Fits ? Severity.Warning : Severity.Error)).Select(d => d.Id).Distinct().Order(StringComparer.Ordinal));

    /// <summary>Compiles and evaluates; all inputs are constant.</summary>
    public static Outcome Of(SpecCompiler compiler, string analysis, params string[] applied)
    {
        var compiled = compiler.Compile(new AnalysisRequest(analysis, Apply: new(applied)));
        var outcome = new Outcome($"{analysis} with {(applied.Length == 0 ? "nothing" : string.Join(", then ", applied))}", [.. compiled.Diagnostics]) { IsOfSteps = analysis.StartsWith("Steps_", StringComparison.Ordinal) };
        if (compiled.Plan is { } plan)
        {
            outcome.Read(plan, PlanInterpreter.Evaluate(plan, [.. plan.Inputs.Select(i => i.Default)], compiled.Device));
        }

        return outcome;
    }

    /// <summary>Names that two operators of a step share.</summary>
    public IReadOnlyList<string> Twins { get; private set; } = [];

    /// <summary>Whether an earlier transform's assignment was overruled, replaced or dropped, as a diagnostic says.</summary>
    public bool IsOverruled => Said.Any(d => d.Id is "LLM4503" or "LLM4504" or "LLM4505" or "LLM4509");

    /// <summary>The figures that differ by more than rounding.</summary>
    public IEnumerable<string> Differences(Outcome other)
    {
        foreach (var (name, value) in outputs)
        {
            if (!other.outputs.TryGetValue(name, out var there) || !Near(value, there))
            {
                yield return $"{name} is {value}, not {there}";
            }
        }

        foreach (var (key, value) in totals)
        {
            if (!other.totals.TryGetValue(key, out var there) || !Near(value, there))
            {
                yield return $"{key.Step}.{key.Column} is {value}, not {there}";
            }
        }
    }

    public static bool Near(double a, double b) => a.Equals(b) || Math.Abs(a - b) <= 1e-9 * Math.Max(Math.Abs(a), Math.Abs(b));

    private void Read(EvaluatorPlan plan, PlanResult result)
    {
        EvaluationErrors = [.. result.Errors];
        if (!result.IsValid)
        {
            return;
        }

        Fits = true;
        foreach (var output in plan.Outputs)
        {
            outputs[output.Name] = result[output.Node];
        }

        Twins = [.. plan.Tables.SelectMany(t => t.Rows.GroupBy(r => r.Path).Where(g => g.Count() > 1).Select(g => $"{t.Step}: {g.Key}"))];
        foreach (var table in plan.Tables)
        {
            for (var c = 0; c < table.Columns.Count; c++)
            {
                if (table.Totals[c] >= 0)
                {
                    totals[(table.Step, table.Columns[c].Name)] = result[table.Totals[c]];
                }

                foreach (var row in table.Rows)
                {
                    figures.Add(new(table.Step, row.Path, table.Columns[c].Name, result[row.Cells[c]], result[row.Count]));
                }
            }
        }
    }
}
