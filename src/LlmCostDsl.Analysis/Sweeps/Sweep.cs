using LlmCostDsl.Analysis.Questions;

namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>A grid with all that is needed to compute any of its points, in any order and from many threads.</summary>
/// <param name="Plans">One for each combination of target, transforms and device, the devices changing fastest.</param>
/// <param name="Axes">The grid's further axes; the last changes fastest of all.</param>
/// <param name="Columns">The figures of each row, as the first plan declares them.</param>
internal sealed record Sweep(IReadOnlyList<SweepPlan> Plans, IReadOnlyList<SweepAxis> Axes, IReadOnlyList<Figure> Columns)
{
    /// <summary>Plan first, then the axes.</summary>
    public Grid Grid { get; } = new([Plans.Count, .. Axes.Select(a => a.Values.Count)]);

    /// <summary>Sees each answer before its row is made, one after the other.</summary>
    public Action<Answer>? Witness { get; init; }

    /// <summary>Refused values are never computed with; a figure that is no number refuses its point.</summary>
    public SweepRow Compute(long point)
    {
        var position = Grid.At(point);
        var plan = Plans[position[0]];
        if (plan.Question is not { } question)
        {
            return new(point, [], plan.Refusal);
        }

        var inputs = question.Plan.Inputs.Select(i => i.Default).ToArray();
        for (var axis = 0; axis < Axes.Count; axis++)
        {
            inputs[plan.Inputs[axis]] = Axes[axis].Values[position[axis + 1]];
        }

        var result = question.Bound.Value.Evaluate(inputs);
        if (!result.IsValid)
        {
            return new(point, [], string.Join("; ", result.Errors));
        }

        if (Witness is not null)
        {
            lock (Witness)
            {
                Witness(question.Answer(inputs, result.Values));
            }
        }

        return plan.Required.FirstOrDefault(r => result[r.Node] == 0) is { } broken ? new(point, [], $"'{broken.Name}' is false")
            : plan.Figures.FirstOrDefault(f => double.IsNaN(result[f.Node])) is { } unknown ? new(point, [], $"'{unknown.Name}' is no number here")
            : new(point, [.. plan.Figures.Select(f => result[f.Node])], null);
    }
}
