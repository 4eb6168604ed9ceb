using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Analysis.Sweeps;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Differentiation;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Sensitivities;

/// <summary>Works out the sensitivity of an answer: slopes of its plan, and beside each what a step of one percent truly does.</summary>
/// <param name="witness">Sees the answer of the plan with its slopes.</param>
internal sealed class SensitivityDesk(Action<Answer>? witness = null)
{
    /// <param name="want">Outputs, or totals of steps, <c>step.column</c>; without any, those people ask about first.</param>
    /// <returns>What came of it, or what is wrong with the names.</returns>
    public (Sensitivity? Sensitivity, IReadOnlyList<string> Errors) Ask(Answer answer, IReadOnlyList<string> want)
    {
        var named = want.Distinct().Select(n => (Name: n, Found: Figure.Find(answer.Plan, n))).ToList();
        var errors = named.Select(n => n.Found.Error ?? (n.Found.Figure!.IsTruth ? $"'{n.Name}' is true or false: there are no percents of it" : null)).OfType<string>().ToList();
        return errors.Count > 0
            ? (null, errors)
            : (Of(answer, named.Count > 0 ? [.. named.Select(n => n.Found.Figure!)] : MainFigures.Of(answer.Plan, answer.Values)), []);
    }

    private Sensitivity Of(Answer answer, IReadOnlyList<Figure> figures)
    {
        var plan = answer.Plan;
        var telling = figures.Where(f => answer[f.Node] != 0 && double.IsFinite(answer[f.Node])).ToList();
        var stated = PlanVariable.All(plan).Where(v => !double.IsNaN(Value(answer, v))).ToList();
        var elasticities = Elasticities(answer, telling, stated);
        var steps = new PlanInterpreter(plan);
        var rows = stated.Select((v, i) => Row(answer, telling, v, elasticities[i], steps)).ToList();
        var values = telling.Select(f => (f, answer[f.Node])).ToList();
        var main = Sensitivity.MainOf(values);
        var silent = rows.Where(r => r.Effects.All(e => e.IsNothing)).ToList();
        return new(
            values,
            [.. rows.Except(silent).OrderByDescending(r => Math.Round(Math.Abs(r.Effects[main].Elasticity), 9)).ThenByDescending(r => Math.Abs(r.Effects[main].Change ?? 0)).ThenByDescending(r => r.Weight)],
            [.. silent.Select(r => r.Name)],
            [.. PlanVariable.All(plan).Except(stated).Select(v => v.NameIn(plan))],
            [.. figures.Except(telling).Select(f => (f, answer[f.Node]))]);
    }

    // By variable, then by figure: straight through roundings, and flat.
    private (double Straight, double Flat)[][] Elasticities(Answer answer, IReadOnlyList<Figure> figures, IReadOnlyList<PlanVariable> variables)
    {
        var plan = answer.Plan;
        WantedSlope Wanted(int v, int f, Rounding rounding)
            => new(FormattableString.Invariant($"slope.{rounding}.f{f}.v{v}"), figures[f].Node, variables[v], SlopeKind.Elasticity, rounding);
        var all = from v in Enumerable.Range(0, variables.Count)
                  from f in Enumerable.Range(0, figures.Count)
                  from rounding in new[] { Rounding.Straight, Rounding.Flat }
                  select Wanted(v, f, rounding);
        var with = SlopeOutputs.Add(plan, [.. all]);
        var values = new PlanInterpreter(with).Evaluate(answer.Inputs, answer.Device).Values;
        witness?.Invoke(answer with { Plan = with, Values = values });
        double At(int number) => values[with.Outputs[plan.Outputs.Count + number].Node];
        return [.. Enumerable.Range(0, variables.Count).Select(v => Enumerable.Range(0, figures.Count)
            .Select(f => 2 * ((v * figures.Count) + f)).Select(n => (At(n), At(n + 1))).ToArray())];
    }

    private static SensitivityRow Row(Answer answer, IReadOnlyList<Figure> figures, PlanVariable variable, (double Straight, double Flat)[] elasticities, PlanInterpreter steps)
    {
        var (plan, value) = (answer.Plan, Value(answer, variable));
        var input = variable.IsAttribute ? null : plan.Inputs[variable.Number];
        var (step, changed) = (input is null ? Nudge.Of(value) : Nudge.Of(input, value))
            .Select(v => (Step: (double?)v, Result: At(steps, answer, variable, v)))
            .FirstOrDefault(s => s.Result.IsValid);
        var change = step is { } to ? (to / value) - 1 : double.NaN;
        return new(
            variable.NameIn(plan),
            input,
            variable.IsAttribute ? plan.Attributes[variable.Number] : null,
            value,
            step,
            [.. figures.Select((f, i) => Of(elasticities[i], change, changed is null ? null : Finite((changed[f.Node] / answer[f.Node]) - 1)))]);
    }

    private static Effect Of((double Straight, double Flat) elasticity, double step, double? change)
    {
        var e = elasticity.Straight;
        return new(
            e,
            Math.Abs(e - elasticity.Flat) > Promise.Nothing + (1e-6 * Math.Abs(e)),
            change is { } c && Math.Abs(c) < Promise.Nothing ? 0 : change,
            change is { } found && !Promise.IsKept(e, step, found));
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static double Value(Answer answer, PlanVariable variable)
        => !variable.IsAttribute ? answer.Inputs[variable.Number]
            : answer.Device is { } device && device.Values.TryGetValue(answer.Plan.Attributes[variable.Number].Name, out var value) ? value : double.NaN;

    private static PlanResult At(PlanInterpreter steps, Answer answer, PlanVariable variable, double value)
    {
        if (!variable.IsAttribute)
        {
            return steps.Evaluate([.. answer.Inputs.Select((x, i) => i == variable.Number ? value : x)], answer.Device);
        }

        var name = answer.Plan.Attributes[variable.Number].Name;
        return steps.Evaluate(
            answer.Inputs,
            new DeviceValues(answer.Device!.Name, answer.Device.Values.ToDictionary(v => v.Key, v => v.Key == name ? value : v.Value)));
    }
}
