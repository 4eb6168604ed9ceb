using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>What came of preparing a sweep.</summary>
/// <param name="Errors">About the question.</param>
/// <param name="Diagnostics">About the specs.</param>
internal sealed record SweepOutcome(Sweep? Sweep, IReadOnlyList<string> Errors, IReadOnlyList<Diagnostic> Diagnostics)
{
    public static SweepOutcome Failed(params IEnumerable<string> errors) => new(null, [.. errors], []);
}

/// <summary>Compiles what a sweep needs, and finds everything that is misspelt before a single point is computed.</summary>
internal sealed class SweepDesk(SpecCompiler compiler, Action<Answer>? witness = null)
{
    private readonly QuestionDesk desk = new(compiler);

    public SweepOutcome Prepare(SweepRequest request)
    {
        var (choices, error) = ApplyText.Parse(request.Apply);
        if (error is not null)
        {
            return SweepOutcome.Failed(error.Render());
        }

        if (request.Devices.Select(UnknownDevice).FirstOrDefault(e => e is not null) is { } unknown)
        {
            return SweepOutcome.Failed(unknown);
        }

        var asked = (from target in request.Targets.Distinct() from choice in choices from device in Devices(request) select Open(request, target, choice, device)).ToList();
        return Hopeless(asked) is { } failure ? new(null, failure.Errors, failure.Diagnostics)
            : SweepColumns.Lay([.. asked.Select(a => a.Plan)], request) is var (sweep, errors) && sweep is not null ? new(sweep with { Witness = witness }, [], [])
            : SweepOutcome.Failed(errors);
    }

    // Null stands for the target's own.
    private static IEnumerable<string?> Devices(SweepRequest request) => request.Devices.Distinct().Cast<string?>().DefaultIfEmpty();

    private string? UnknownDevice(string name) => compiler.FindDevice(name, out var error) is null ? $"{error ?? $"there is no device '{name}'"} 'llmspec list devices' names them." : null;

    private (SweepPlan Plan, Outcome? Failure, ApplyChoice Choice) Open(SweepRequest request, string target, ApplyChoice choice, string? device)
    {
        var (question, failure) = desk.Open(new(target, request.Model, device, choice.Transforms.ToEquatable(), request.Schedule, request.Timing));
        return (new(target, choice.Name, question?.Device?.Name ?? device ?? string.Empty, question, failure?.Reason), failure, choice);
    }

    // What compiles nowhere is a slip. What compiles somewhere does not fit elsewhere, and its rows say so.
    private static Outcome? Hopeless(IReadOnlyList<(SweepPlan Plan, Outcome? Failure, ApplyChoice Choice)> asked)
        => asked.GroupBy(a => a.Plan.Target).FirstOrDefault(g => g.All(a => a.Failure is not null))?.First().Failure
            ?? asked.GroupBy(a => a.Choice.Name).FirstOrDefault(g => g.All(a => a.Failure is not null))?.First().Failure;
}
