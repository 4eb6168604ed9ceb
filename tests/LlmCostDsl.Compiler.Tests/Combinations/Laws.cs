using LlmCostDsl.Compiler.Diagnostics;

namespace LlmCostDsl.Compiler.Tests.Combinations;

/// <summary>What holds of every combination, whatever the numbers. Each law yields what breaks it, in words; nothing where it holds.</summary>
internal static class Laws
{
    /// <summary>Ids of what refuses: a value or a shape that does not fit, a parameter or property that is not there, a <c>require</c>.</summary>
    private static readonly HashSet<string> RefusingIds = ["LLM3003", "LLM3013", "LLM4501"];

    private static readonly string[] MemoryChannels = ["weight_read", "activation_read", "cache_read", "activation_write", "cache_write"];

    private static readonly string[] Parts = ["weights", "cache", "activations"];

    public static IEnumerable<string> No_figure_is_negative_or_not_finite(Outcome outcome)
        => outcome.Figures.Where(f => !IsCost(f.Value) || !IsCost(f.Executions)).Select(f => $"{f.Step}: {f.Row}: {f.Column} is {f.Value}, × {f.Executions}")
            .Concat(outcome.Totals.Where(t => !IsCost(t.Value)).Select(t => $"{t.Key.Step}: all: {t.Key.Column} is {t.Value}"))
            .Concat(outcome.Outputs.Where(o => !IsCost(o.Value)).Select(o => $"{o.Key} is {o.Value}"));

    public static IEnumerable<string> An_operator_has_a_name_of_its_own(Outcome outcome) => outcome.Twins.Select(t => $"{t} stands there twice");

    public static IEnumerable<string> A_total_is_the_sum_of_its_rows(Outcome outcome)
    {
        var sums = outcome.Figures.GroupBy(f => (f.Step, f.Column)).ToDictionary(g => g.Key, g => g.Sum(f => f.Value * f.Executions));
        return outcome.Totals.Where(t => !Outcome.Near(sums.GetValueOrDefault(t.Key), t.Value)).Select(t => $"{t.Key.Step}: {t.Key.Column}: rows add up to {sums.GetValueOrDefault(t.Key)}, the total is {t.Value}");
    }

    public static IEnumerable<string> Traffic_is_the_sum_of_its_channels(Outcome outcome)
    {
        foreach (var row in outcome.Figures.GroupBy(f => (f.Step, f.Row)))
        {
            double bytes = row.Where(f => f.Column == "bytes").Sum(f => f.Value), channels = row.Where(f => MemoryChannels.Contains(f.Column)).Sum(f => f.Value);
            if (!Outcome.Near(bytes, channels))
            {
                yield return $"{row.Key.Step}: {row.Key.Row}: bytes is {bytes}, its channels add up to {channels}";
            }
        }
    }

    /// <summary>For outcomes of single steps. Rows that are looked up are left out: a table that is the vocabulary head as well is read by both.</summary>
    public static IEnumerable<string> No_step_reads_more_weights_than_are_stored(Outcome outcome)
    {
        foreach (var step in new[] { "prefill", "decode" })
        {
            var read = outcome.Totals[(step, "weight_read")] - outcome.Figures.Where(f => f.Step == step && f.Row == "embed" && f.Column == "weight_read").Sum(f => f.Value);
            var stored = outcome.Outputs[$"parts.{step}.weights"];
            if (read > stored * (1 + 1e-9))
            {
                yield return $"{step}: reads {read} B of weights, {stored} B are stored";
            }
        }
    }

    /// <summary>For outcomes of single steps: what is kept for both is what each needs, and no more than that for cache and activations.</summary>
    public static IEnumerable<string> Memory_is_that_of_its_steps(Outcome outcome)
    {
        foreach (var part in Parts)
        {
            double both = outcome.Outputs["memory." + part], prefill = outcome.Outputs[$"parts.prefill.{part}"], decode = outcome.Outputs[$"parts.decode.{part}"];
            if (both < Math.Max(prefill, decode) * (1 - 1e-9) || both > (part == "weights" ? prefill + decode : Math.Max(prefill, decode)) * (1 + 1e-9))
            {
                yield return $"memory.{part} is {both}, of the steps {prefill} and {decode}";
            }
        }
    }

    /// <summary>For outcomes of requests.</summary>
    public static IEnumerable<string> Memory_is_its_parts(Outcome outcome)
        => Outcome.Near(outcome.Outputs["memory.total"], Parts.Sum(p => outcome.Outputs["memory." + p])) ? [] : [$"memory.total is {outcome.Outputs["memory.total"]}, not the sum of its parts"];

    /// <summary>Nor does it whatever was applied before, unless a diagnostic says that something of that is overruled.</summary>
    /// <param name="without">The same without the technique.</param>
    public static IEnumerable<string> What_it_claims_to_save_never_rises(Technique technique, Outcome with, Outcome without)
    {
        if (with.IsOverruled)
        {
            yield break;
        }

        foreach (var (name, before, after) in technique.Claims.SelectMany(c => Claimed(c, with, without)))
        {
            if (after > before * (1 + 1e-9) + 1e-9)
            {
                yield return $"'{technique.Name}' claims to save {name}: {before} without it, {after} with it";
            }
        }
    }

    public static IEnumerable<string> Twice_is_once(Outcome twice, Outcome once) => twice.Differences(once).Select(d => "the second application changes something: " + d);

    public static IEnumerable<string> A_refusal_is_clear(Outcome outcome)
        => outcome.EvaluationErrors.Select(e => "is refused when evaluated, though all is known when it is compiled: " + e)
            .Concat(outcome.Said.Where(d => d.Severity == Severity.Error && (!RefusingIds.Contains(d.Id) || d.Message.Length < 10 || d.At.Span.Length == 0))
                .Select(d => $"{d.Id} is no refusal: {d.Message}"))
            .Concat(!outcome.Fits && outcome.EvaluationErrors.Count == 0 && outcome.Said.All(d => d.Severity != Severity.Error) ? ["has neither an answer nor a reason"] : []);

    private static IEnumerable<(string Name, double Before, double After)> Claimed(string claim, Outcome with, Outcome without)
    {
        if (Parts.Contains(claim))
        {
            return [("memory." + claim, without.Outputs["memory." + claim], with.Outputs["memory." + claim])];
        }

        var dot = claim.IndexOf('.', StringComparison.Ordinal);
        var column = claim[(dot + 1)..];
        return (dot < 0 ? ["prefill", "decode"] : new[] { claim[..dot] }).Select(s => ($"{s}.{column}", without.Totals[(s, column)], with.Totals[(s, column)]));
    }

    private static bool IsCost(double value) => value >= 0 && double.IsFinite(value);
}
