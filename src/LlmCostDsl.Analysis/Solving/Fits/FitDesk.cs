using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Analysis.Solving.Crossings;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Analysis.Solving.Fits;

/// <summary>Says of an answer whether it fits into its device, as its schedule has it (<c>fits memory.total in hw.capacity for batch</c>), and how far it would.</summary>
internal static class FitDesk
{
    private const double Tolerance = 1e-9;

    // Footprints are made of few pieces; what takes longer is left to whoever solves for it.
    private static readonly SearchBudget Budget = new(1_000, 1_000_000);

    /// <returns>Nothing where the device does not state the figure.</returns>
    public static IReadOnlyList<Fit> Ask(Answer answer) => [.. answer.Fits.Select(f => Ask(answer, f)).OfType<Fit>()];

    private static Fit? Ask(Answer answer, FitQuestion question)
    {
        var asked = question.Asked;
        if (answer.Plan.Outputs.FirstOrDefault(o => o.Name == asked.Output) is not { } output
            || answer.Device is not { } device || !device.Values.TryGetValue(asked.Attribute, out var room) || !(room > 0) || !double.IsFinite(answer[output.Node]))
        {
            return null;
        }

        var alone = question.Alone.Value;
        var extension = new PlanExtension(alone);
        var fits = extension.AtMost(alone.Outputs[0].Node, extension.Constant(room, output.Dimension));
        var plan = extension.Build() with { Outputs = EquatableArray.Of(new PlanOutput("fits", fits, extension.DimensionOf(fits), "bool", null)) };
        var limits = asked.Variables.Select(v => Limit(answer, plan, v)).OfType<FitLimit>();
        return new(output.Name, asked.Attribute, answer[output.Node], room, output.Dimension, Parts(answer, output), [.. limits]);
    }

    // The outputs of its group are its parts where they add up to it.
    private static FitPart[] Parts(Answer answer, PlanOutput whole)
    {
        var dot = whole.Name.LastIndexOf('.') + 1;
        var beside = answer.Plan.Outputs
            .Where(o => dot > 0 && o.Name != whole.Name && o.Dimension == whole.Dimension && o.Name.LastIndexOf('.') + 1 == dot && o.Name.StartsWith(whole.Name[..dot], StringComparison.Ordinal))
            .Select(o => new FitPart(o.Name[dot..], answer[o.Node]))
            .ToArray();
        var together = 0.0;
        foreach (var part in beside)
        {
            together += part.Size;
        }

        return beside.Length > 0 && Math.Abs(together - answer[whole.Node]) <= Tolerance * answer[whole.Node] ? beside : [];
    }

    // Null where it is not known.
    private static FitLimit? Limit(Answer answer, EvaluatorPlan plan, string name)
    {
        if (new SolveVariables(answer.Plan, answer.Device, []).Find(name).Variable is not { } variable)
        {
            return null;
        }

        var line = new SolveLine(plan, answer.Device, answer.Inputs, variable);
        var demands = new Demands(plan, [new AskedExpression(0, "fits", IsCondition: true, 0, null)]);
        var found = new LimitSearch(line, demands, isLargest: true, Budget).Run(line.At(variable.Low), line.At(variable.High));
        return found.Proof == Proof.None ? null : new(variable, found.Point?.At);
    }
}
