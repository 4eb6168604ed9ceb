using LlmCostDsl.Analysis.Questions;

namespace LlmCostDsl.Analysis.Sweeps;

/// <summary>What a sweep is asked for, as typed.</summary>
/// <param name="Targets">Analyses or models.</param>
/// <param name="Devices">Empty for each target's own.</param>
/// <param name="Apply">Transforms to choose among, see <see cref="ApplyText"/>.</param>
/// <param name="Axes">Inputs by name, the values as <see cref="AxisText"/> reads them.</param>
/// <param name="Want">Outputs by name; empty for all that every target has.</param>
/// <param name="Require">Outputs that must be true.</param>
/// <param name="Keep">Null for every row.</param>
/// <param name="Model">Takes the place of the targets' models.</param>
/// <param name="Schedule">As written in a spec.</param>
/// <param name="Timing">As written in a spec.</param>
internal sealed record SweepRequest(
    IReadOnlyList<string> Targets,
    IReadOnlyList<string> Devices,
    IReadOnlyList<string> Apply,
    IReadOnlyList<InputSetting> Axes,
    IReadOnlyList<string> Want,
    IReadOnlyList<string> Require,
    KeepRule? Keep = null,
    string? Model = null,
    string? Schedule = null,
    string? Timing = null);
