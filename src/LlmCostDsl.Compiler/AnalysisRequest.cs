using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler;

/// <summary>A question as a person asks it: which analysis or model, and what to change about it.</summary>
/// <param name="Target">An analysis or a model, by name as typed.</param>
/// <param name="Model">Takes the place of the analysis's model.</param>
/// <param name="Device">Takes the place of the default device.</param>
/// <param name="Apply">Further transforms, each as written in a spec: <c>weight_only(width: 4 bit)</c>, with <c>when c</c> where wanted.</param>
/// <param name="Schedule">Takes the place of the schedule, as written in a spec.</param>
/// <param name="Timing">Takes the place of the timing, as written in a spec.</param>
/// <param name="Own">Which of the analysis's own transforms stay, by their position; null for all.</param>
/// <param name="Asked">Expressions over all that the analysis defines. Where there are any, their values are the only outputs, and there are no tables.</param>
internal sealed record AnalysisRequest(
    string Target, string? Model = null, string? Device = null, EquatableArray<string> Apply = default, string? Schedule = null, string? Timing = null,
    EquatableArray<int>? Own = null, EquatableArray<AskedText> Asked = default)
{
    /// <summary>Whether it asks for the target as it is declared.</summary>
    public bool IsAsDeclared
        => Model is null && Device is null && Apply.IsEmpty && Schedule is null && Timing is null && Own is null && Asked.IsEmpty;
}
