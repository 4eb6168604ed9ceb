using System.Collections.Concurrent;
using System.Diagnostics;
using LlmCostDsl.Compiler.Tests.Shared;
using Xunit.Abstractions;

namespace LlmCostDsl.Compiler.Tests.Combinations;

/// <summary>Every technique alone, and ordered pairs of techniques, on five architectures: laws that hold whatever the numbers.</summary>
public sealed class CombinationTests(Workbench bench, ITestOutputHelper output) : IClassFixture<Workbench>
{
    // Of wall time, for all five architectures; CI gives more.
    private const int UsualBudget = 60;

    public static TheoryData<string> All => [.. Stacks.All];

    [Fact]
    public void Every_technique_of_the_catalogue_has_a_line()
    {
        var missing = bench.Catalogue.Except(Techniques.All.Select(t => t.Name)).ToList();
        Assert.True(missing.Count == 0, $"Say of {string.Join(", ", missing)} in Combinations/Techniques.cs: its arguments on four layers, what it claims to save, whether twice is once; and in Refusals.cs where it does not fit.");
        Assert.Empty(Techniques.All.Select(t => t.Name).Except(bench.Catalogue));
        Assert.Empty(Refusals.All.SelectMany(r => r.Techniques.Split(' ')).Except(bench.Catalogue));
        Assert.Distinct(Techniques.All.Select(t => t.Name));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Alone_it_fits_where_the_table_says(string stack)
        => AssertNone(Techniques.All.SelectMany(technique =>
        {
            var outcome = bench.Alone(stack, technique);
            var changesNothing = outcome.Fits && !outcome.Differences(bench.Alone(stack, technique, with: false)).Any();
            string found = !outcome.Fits ? $"refused by {outcome.Ids}" : changesNothing ? $"changes nothing, says '{outcome.Ids}'" : "fits";
            string expected = Refusals.Of(stack, technique.Name) is not { } refusal ? "fits" : outcome.Fits ? $"changes nothing, says '{refusal.Id}'" : $"refused by {refusal.Id}";
            return found == expected ? Array.Empty<string>() : [$"{outcome.Name}: {found}, where Refusals.cs says: {expected}. {string.Join(" ", outcome.Said.Select(d => d.Message))}"];
        }));

    [Theory]
    [MemberData(nameof(All))]
    public void The_laws_hold_of_each_alone(string stack)
        => AssertNone(Techniques.All.SelectMany(technique =>
        {
            var outcome = bench.Alone(stack, technique);
            return Broken([technique], outcome).Concat(Claims(technique, outcome, bench.Alone(stack, technique, with: false)));
        }));

    /// <summary>
    /// All pairs are 32,000 compilations, some ten minutes of a core. They come in an order that the seed of the fuzz tests draws (<c>LLMSPEC_SEED</c> chooses
    /// another), each technique with itself first, until a budget of seconds is used up; <c>LLMSPEC_PAIR_SECONDS</c> sets it. How many there were is printed.
    /// </summary>
    [Theory]
    [MemberData(nameof(All))]
    public void The_laws_hold_of_pairs(string stack)
    {
        var budget = int.TryParse(Environment.GetEnvironmentVariable("LLMSPEC_PAIR_SECONDS"), out var seconds) ? seconds : UsualBudget;
        var pairs = Pairs(stack);
        var broken = new ConcurrentBag<string>();
        var watch = Stopwatch.StartNew();
        var done = 0;
        Parallel.ForEach(pairs, (pair, loop) =>
        {
            Check(stack, pair.First, pair.Second).ToList().ForEach(broken.Add);
            if (Interlocked.Increment(ref done) >= Techniques.All.Length && watch.Elapsed.TotalSeconds > (double)budget / Stacks.All.Length)
            {
                loop.Stop();
            }
        });
        output.WriteLine($"{stack}: {done} of {pairs.Count} pairs in {watch.Elapsed.TotalSeconds:F0} s, seed {Fuzzing.Seed}");
        AssertNone(broken, $"Seed {Fuzzing.Seed}. ");
    }

    private static List<(Technique First, Technique Second)> Pairs(string stack)
    {
        var all = Techniques.All.SelectMany(a => Techniques.All.Select(b => (a, b))).ToArray();
        new Random(Fuzzing.Seed + Array.IndexOf(Stacks.All, stack)).Shuffle(all);
        return [.. all.OrderBy(p => ReferenceEquals(p.a, p.b) ? 0 : 1)];
    }

    private IEnumerable<string> Check(string stack, Technique first, Technique second)
    {
        var both = bench.Both(stack, first, second);
        var before = bench.Before(stack, first, second);
        var problems = Broken([first, second], both).Concat(Unexpected(first, second, both, before.Fits && bench.Alone(stack, second).Fits));
        return ReferenceEquals(first, second)
            ? problems.Concat(first.Again && both.Fits ? Laws.Twice_is_once(both, before).Select(p => $"{both.Name}: {p}") : [])
            : problems.Concat(Claims(second, both, before));
    }

    private static IEnumerable<string> Unexpected(Technique first, Technique second, Outcome both, bool eachFits)
    {
        var listed = Refusals.Pairs.FirstOrDefault(p => p.First == first.Name && p.Second == second.Name).Id;
        return eachFits && !both.Fits && both.Ids != listed
            ? [$"{both.Name}: each fits alone, but not together, by {both.Ids}, and Refusals.cs does not list it. {string.Join(" ", both.Said.Select(d => d.Message))}"]
            : [];
    }

    private static IEnumerable<string> Broken(Technique[] techniques, Outcome outcome)
    {
        if (!outcome.Fits)
        {
            return Laws.A_refusal_is_clear(outcome).Select(p => $"{outcome.Name}: {p}");
        }

        var problems = Laws.No_figure_is_negative_or_not_finite(outcome)
            .Concat(Laws.An_operator_has_a_name_of_its_own(outcome))
            .Concat(Laws.A_total_is_the_sum_of_its_rows(outcome))
            .Concat(Laws.Traffic_is_the_sum_of_its_channels(outcome));
        problems = outcome.IsOfSteps
            ? problems.Concat(Laws.Memory_is_that_of_its_steps(outcome))
                .Concat(techniques.Any(t => t.Rereads.Length > 0) ? [] : Laws.No_step_reads_more_weights_than_are_stored(outcome))
            : problems.Concat(Laws.Memory_is_its_parts(outcome));
        return problems.Select(p => $"{outcome.Name}: {p}");
    }

    private static IEnumerable<string> Claims(Technique technique, Outcome with, Outcome without)
        => with.Fits && without.Fits ? Laws.What_it_claims_to_save_never_rises(technique, with, without).Select(p => $"{with.Name}: {p}") : [];

    private static void AssertNone(IEnumerable<string> problems, string draw = "")
    {
        var all = problems.Order(StringComparer.Ordinal).ToList();
        Assert.True(all.Count == 0, $"{draw}{all.Count} problems, the first of them:\n{string.Join("\n", all.Take(30))}");
    }
}
