using LlmCostDsl.Analysis.Solving.Fits;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Images;

/// <summary>What answers to a question are made of once it is compiled.</summary>
/// <param name="Model">The model's declared name.</param>
/// <param name="ModelTitle">What people call it.</param>
/// <param name="Device">The one that the analysis names; null where it names none.</param>
/// <param name="Warnings">One sentence each.</param>
internal sealed record PreparedQuestion(EvaluatorPlan Plan, string Model, string ModelTitle, DeviceValues? Device, IReadOnlyList<string> Warnings)
{
    /// <summary>What the schedule says has to fit into the device.</summary>
    public IReadOnlyList<FitQuestion> Fits { get; init; } = [];

    /// <returns>Null where an error stopped the compiler.</returns>
    public static PreparedQuestion? Of(CompiledAnalysis compiled)
        => compiled.Plan is not { } plan ? null
            : new(plan, compiled.Lowered?.Analysis.Model?.Name ?? compiled.Model, compiled.Model, compiled.Device, [.. compiled.Diagnostics.Where(d => d.Severity == Severity.Warning).Select(d => $"{d.Id}: {d.Message}").Distinct()]) { Fits = [.. compiled.Fits.Select(f => FitQuestion.Of(plan, f)).OfType<FitQuestion>()] };

    public void Write(ImageWriter to)
    {
        PlanImage.Write(to, Plan);
        to.Text(Model);
        to.Text(ModelTitle);
        to.Truth(Device is not null);
        if (Device is not null)
        {
            Write(to, Device);
        }

        to.Each(Warnings, to.Text);
        to.Each(Fits, f => WriteFit(to, f));
    }

    /// <exception cref="InvalidDataException">These bytes are no question.</exception>
    public static PreparedQuestion Read(ImageReader from)
        => new(PlanImage.Read(from), from.Word(), from.Word(), from.Truth() ? ReadDevice(from) : null, from.Each(from.Word)) { Fits = from.Each(() => ReadFit(from)) };

    public static void Write(ImageWriter to, DeviceValues device)
    {
        to.Text(device.Name);
        to.Number(device.Values.Count);
        foreach (var (name, value) in device.Values)
        {
            to.Text(name);
            to.Real(value);
        }
    }

    /// <exception cref="InvalidDataException">These bytes are no device.</exception>
    public static DeviceValues ReadDevice(ImageReader from)
    {
        var name = from.Word();
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var left = from.Number(); left > 0; left--)
        {
            values[from.Word()] = from.Real();
        }

        return new(name, values);
    }

    // With the plan of the output alone: cutting it out takes as long as all the rest of an answer.
    private static void WriteFit(ImageWriter to, FitQuestion fit)
    {
        to.Text(fit.Asked.Output);
        to.Text(fit.Asked.Attribute);
        to.Each(fit.Asked.Variables, to.Text);
        PlanImage.Write(to, fit.Alone.Value);
    }

    private static FitQuestion ReadFit(ImageReader from)
    {
        var asked = new AskedFit(from.Word(), from.Word(), from.Each(from.Word));
        return new(asked, new(PlanImage.Read(from)));
    }
}
