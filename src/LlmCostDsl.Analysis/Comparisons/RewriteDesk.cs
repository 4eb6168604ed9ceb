using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Comparisons;

/// <summary>What came of asking what transforms change: the difference, or what stood in the way.</summary>
/// <param name="Errors">About the question.</param>
/// <param name="Diagnostics">About the specs.</param>
internal sealed record RewriteOutcome(RewriteDifference? Difference, IReadOnlyList<string> Errors, IReadOnlyList<Diagnostic> Diagnostics)
{
    public static RewriteOutcome Failed(params IEnumerable<string> errors) => new(null, [.. errors], []);
}

/// <summary>Sets a model beside itself without the transforms that are asked about.</summary>
/// <param name="witness">Sees what was evaluated as an answer, where a device is known.</param>
internal sealed class RewriteDesk(SpecCompiler compiler, Action<Answer>? witness = null)
{
    /// <param name="request">With the transforms asked about; an analysis may be asked about its own.</param>
    /// <param name="settings">Inputs by name; each side takes those it has.</param>
    public RewriteOutcome Ask(AnalysisRequest request, IReadOnlyList<InputSetting> settings)
    {
        IReadOnlyList<string> applied = request.Apply.Count > 0 ? [.. request.Apply] : compiler.OwnTransforms(request.Target);
        if (applied.Count == 0)
        {
            return RewriteOutcome.Failed($"'{request.Target}' applies no transform of its own: say with --apply which one is to be looked at");
        }

        if (request.Device is { } name && compiler.FindDevice(name, out var error) is null)
        {
            return RewriteOutcome.Failed(error ?? $"there is no device '{name}'");
        }

        var plain = request.Apply.Count > 0 ? request with { Apply = default } : request with { Own = default(Compiler.Support.EquatableArray<int>) };
        var sides = compiler.CompileTogether(plain, request);
        if (sides.FirstOrDefault(s => s.Plan is null) is { } broken)
        {
            return new(null, [], broken.Diagnostics);
        }

        var unknown = settings.Where(s => !sides.Any(x => InputSettings.IsFor(x.Plan!, s))).ToList();
        if (unknown.Count > 0)
        {
            return RewriteOutcome.Failed(InputSettings.Resolve(sides[1].Plan!, unknown).Errors);
        }

        var (before, beforeErrors) = Evaluate(sides[0], settings);
        var (after, afterErrors) = Evaluate(sides[1], settings);
        var errors = beforeErrors.Concat(afterErrors).Distinct().ToList();
        return errors.Count > 0 ? RewriteOutcome.Failed(errors) : new(Difference(before!, after!, applied), [], sides[1].Diagnostics);
    }

    private static RewriteDifference Difference(Side before, Side after, IReadOnlyList<string> applied) => new(
        after.Compiled.Model,
        after.Device?.Name,
        applied,
        [.. after.Plan.Inputs.Select((x, i) => (x.Name, PlanUnits.Print(x, after.Inputs[i])))],
        [.. Parameters(before, after)],
        [.. HeldFigures.Between(before, after, n => !n.Contains('.', StringComparison.Ordinal))],
        [.. StepDifferences.Of(before, after)],
        [.. Outputs(before, after)]);

    private static IEnumerable<TextChange> Parameters(Side before, Side after)
    {
        var (old, now) = (before.Picture, after.Picture);
        if (old.Model != now.Model)
        {
            yield return new("model", old.Model, now.Model);
        }

        foreach (var name in now.Parameters.Concat(old.Parameters).Select(p => p.Name).Distinct())
        {
            string Text(Compiler.Rewriting.ModelPicture picture) => picture.Parameters.FirstOrDefault(p => p.Name == name)?.Text ?? string.Empty;
            if (Text(old) != Text(now))
            {
                yield return new(name, Text(old), Text(now));
            }
        }
    }

    private static IEnumerable<FigureChange> Outputs(Side before, Side after)
        => after.Plan.Outputs
            .Where(o => before.Plan.Outputs.Any(b => b.Name == o.Name))
            .Select(o => new FigureChange(o.Name, o.Dimension, before.Values[before.Plan.Outputs.First(b => b.Name == o.Name).Node], after.Values[o.Node], o.TypeName))
            .Where(f => f.IsChange);

    private (Side? Side, IReadOnlyList<string> Errors) Evaluate(CompiledAnalysis compiled, IReadOnlyList<InputSetting> settings)
    {
        var plan = compiled.Plan!;
        var (inputs, errors) = InputSettings.Resolve(plan, settings.Where(s => InputSettings.IsFor(plan, s)));
        if (errors.Count > 0)
        {
            return (null, errors);
        }

        var held = Bare(compiled.Footprints!, inputs, compiled.Device);
        if (compiled.Device is null && !plan.Attributes.IsEmpty)
        {
            // Costs need no device; what does is no number then, and of conditions those count that need none.
            var values = Bare(plan, inputs, null);
            var broken = plan.Guards.Where(g => (plan.Nodes[g.Condition].Depends & PlanDependence.Device) == 0 && values[g.Condition] == 0).Select(g => g.Message).Distinct().ToList();
            return (new(compiled, inputs, null, values, held), broken);
        }

        var result = PlanInterpreter.Evaluate(plan, inputs, compiled.Device);
        if (!result.IsValid)
        {
            return (null, result.Errors);
        }

        var side = new Side(compiled, inputs, compiled.Device, result.Values, held);
        witness?.Invoke(new(side.Picture.Model, compiled.Model, compiled.Device, plan, inputs, result.Values, []));
        return (side, []);
    }

    private static double[] Bare(EvaluatorPlan plan, double[] inputs, DeviceValues? device) => new PlanInterpreter(plan).Values(inputs, PlanGuards.Attributes(plan, device));
}
