using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Analysis.Comparisons;

/// <summary>What came of comparing: the comparison, or what stood in the way of all of it.</summary>
/// <param name="Errors">About the question.</param>
/// <param name="Diagnostics">About the specs.</param>
internal sealed record ComparisonOutcome(VariantComparison? Comparison, IReadOnlyList<string> Errors, IReadOnlyList<Diagnostic> Diagnostics)
{
    public static ComparisonOutcome Failed(params IEnumerable<string> errors) => new(null, [.. errors], []);
}

/// <summary>Asks the same question without transforms, with each of them, and with all.</summary>
internal sealed class VariantDesk(SpecCompiler compiler, Action<Answer>? witness = null)
{
    private readonly QuestionDesk desk = new(compiler, witness);

    /// <param name="request">With the transforms to compare; an analysis may be compared under its own.</param>
    /// <param name="settings">Inputs by name; each variant takes those it has.</param>
    public ComparisonOutcome Ask(AnalysisRequest request, IReadOnlyList<InputSetting> settings)
    {
        var isGiven = request.Apply.Count > 0;
        IReadOnlyList<string> applied = isGiven ? [.. request.Apply] : compiler.OwnTransforms(request.Target);
        if (applied.Count == 0)
        {
            return ComparisonOutcome.Failed($"'{request.Target}' applies no transform of its own: say with --apply which ones are to be compared");
        }

        AnalysisRequest With(IEnumerable<int> chosen) => isGiven
            ? request with { Apply = chosen.Select(i => applied[i]).ToEquatable() }
            : request with { Own = chosen.ToEquatable() };
        Variant Asked(string name, IReadOnlyList<int> chosen) => new(name, [.. chosen.Select(i => applied[i])], desk.Ask(With(chosen), settings, isLenient: true));

        var baseline = Asked("baseline", []);
        if (!baseline.IsAnswered)
        {
            return new(null, baseline.Outcome.Errors, baseline.Outcome.Diagnostics);
        }

        var names = Names(applied);
        var alone = applied.Select((_, i) => Asked(names[i], [i])).ToList();
        var together = applied.Count == 1 ? null : Asked("all together", [.. Enumerable.Range(0, applied.Count)]);
        var comparison = new VariantComparison(baseline, alone, together);
        var unknown = settings.Where(s => !comparison.Answered.Any(v => InputSettings.IsFor(v.Outcome.Answer!.Plan, s))).ToList();
        return unknown.Count > 0 && comparison.All.All(v => v.IsAnswered)
            ? ComparisonOutcome.Failed(InputSettings.Resolve(comparison.Answered.Last().Outcome.Answer!.Plan, unknown).Errors)
            : new(comparison, [], []);
    }

    // Without arguments, where that tells them apart.
    private static List<string> Names(IReadOnlyList<string> applied)
    {
        var words = applied.Select(a => a.Split('(', ' ')[0]).ToList();
        return [.. words.Select((w, i) => words.Count(x => x == w) == 1 && w.Length > 0 ? w : applied[i])];
    }
}
