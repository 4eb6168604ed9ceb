using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>Finds the inputs and outputs that a sweep names in each of its plans.</summary>
internal static class SweepColumns
{
    /// <summary>What heads the columns before the axes, and the last.</summary>
    public static IReadOnlyList<string> Fixed { get; } = ["target", "device", "apply", "error"];

    public static (Sweep? Sweep, IReadOnlyList<string> Errors) Lay(IReadOnlyList<SweepPlan> plans, SweepRequest request)
    {
        var open = plans.Where(p => p.Question is not null).Select(p => p.Question!.Plan).Distinct<EvaluatorPlan>(ReferenceEqualityComparer.Instance).ToList();
        var (names, errors) = Names(open, request);
        var (axes, axisErrors) = Axes(open, request.Axes, names);
        if (errors.Count + axisErrors.Count > 0)
        {
            return (null, [.. axisErrors, .. errors]);
        }

        var selection = new SweepSelection([.. names.Concat(request.Require).Distinct()]);
        var laid = plans.Select(p => p.Question is null ? p : Laid(p, selection.Of(p.Question))).ToList();
        try
        {
            return (new(laid, axes, laid.First(p => p.Question is not null).Figures), []);
        }
        catch (OverflowException)
        {
            return (null, ["this grid has more than 2^63 points"]);
        }

        SweepPlan Laid(SweepPlan plan, OpenQuestion question) => plan with
        {
            Question = question,
            Inputs = [.. axes.Select(a => InputSettings.Find(question.Plan, a.Input.Name))],
            Figures = [.. names.Select(n => Figure.Find(question.Plan, n).Figure!)],
            Required = [.. request.Require.Select(n => Figure.Find(question.Plan, n).Figure!)],
        };
    }

    private static (IReadOnlyList<string> Names, IReadOnlyList<string> Errors) Names(IReadOnlyList<EvaluatorPlan> plans, SweepRequest request)
    {
        var kept = request.Keep?.Outputs.Select(o => o.Name) ?? [];
        IReadOnlyList<string> wanted = request.Want.Count > 0 ? request.Want
            : [.. Figure.Outputs(plans[0]).Select(f => f.Name).Where(n => plans.All(p => p.Outputs.Any(o => o.Name == n)))];
        IReadOnlyList<string> names = [.. wanted.Concat(kept).Distinct()];
        var errors = plans.SelectMany(p => names.Concat(request.Require).Distinct().Select(n => Figure.Find(p, n).Error)).OfType<string>().Distinct().ToList();
        if (errors.Count == 0)
        {
            errors.AddRange(request.Require.Where(n => !Figure.Find(plans[0], n).Figure!.IsTruth).Select(n => $"'{n}' is neither true nor false, so it cannot be required"));
        }

        return (names, errors);
    }

    private static (IReadOnlyList<SweepAxis> Axes, IReadOnlyList<string> Errors) Axes(
        IReadOnlyList<EvaluatorPlan> plans, IReadOnlyList<InputSetting> settings, IReadOnlyList<string> taken)
    {
        var axes = new List<SweepAxis>();
        var errors = new List<string>();
        foreach (var setting in settings)
        {
            var lacking = plans.FirstOrDefault(p => InputSettings.Find(p, setting.Name) < 0);
            var input = lacking is null ? plans[0].Inputs[InputSettings.Find(plans[0], setting.Name)] : null;
            var (values, error) = input is null ? ([], null) : AxisText.Parse(input, setting.Text!);
            if ((Problem(plans, setting, lacking, input, axes) ?? error?.Render()) is { } problem)
            {
                errors.Add(problem);
            }
            else
            {
                axes.Add(new(taken.Concat(Fixed).Contains(input!.Name) ? "input." + input.Name : input.Name, input, values));
            }
        }

        // Only what nobody sets is asked for.
        var open = plans.SelectMany(p => p.Inputs).Where(i => double.IsNaN(i.Default) && !settings.Any(s => IsSame(s.Name, i.Name)));
        errors.AddRange(open.Select(i => PlanGuards.Refusal(i, double.NaN)!).Distinct());
        return (axes, errors);
    }

    private static string? Problem(IReadOnlyList<EvaluatorPlan> plans, InputSetting setting, EvaluatorPlan? lacking, PlanInput? input, IReadOnlyList<SweepAxis> axes)
        => lacking is not null ? InputSettings.Unknown(lacking, setting.Name)
            : axes.Any(a => a.Input.Name == input!.Name) ? $"input '{input!.Name}' is given twice; its values belong into one list, with commas"
            : plans.FirstOrDefault(p => !IsAlike(p.Inputs[InputSettings.Find(p, setting.Name)], input!)) is { } other
                ? $"input '{input!.Name}' of {plans[0].Name} and of {other.Name} are of different types; sweep these targets one by one"
            : null;

    private static bool IsAlike(PlanInput one, PlanInput other)
        => one.TypeName == other.TypeName && one.Dimension == other.Dimension && one.Scale == other.Scale && one.IsWhole == other.IsWhole;

    private static bool IsSame(string typed, string name) => typed.Replace('_', '-').Equals(name.Replace('_', '-'), StringComparison.OrdinalIgnoreCase);
}
