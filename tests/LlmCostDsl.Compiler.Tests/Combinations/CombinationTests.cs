using System.Collections.Concurrent;

namespace LlmCostDsl.Compiler.Tests.Combinations;

/// <summary>Every technique alone and every ordered pair of techniques, on five architectures: laws that hold whatever the numbers.</summary>
public sealed class CombinationTests(Workbench bench) : IClassFixture<Workbench>
{
    public static TheoryData<string> All => [.. Stacks.All];

    [Fact]
    public void Every_technique_of_the_catalogue_has_a_line()
    {
        var missing = bench.Catalogue.Except(Techniques.All.Select(t => t.Name)).ToList();
        Assert.True(missing.Count == 0, $"Say of {string.Join(", ", missing)} in Combinations/Techniques.cs: its arguments on four layers, what it claims to save, whether twice is once; and in Refusals.cs where it does not fit.");
        Assert.Empty(Techniques.All.Select(t => t.Name).Except(bench.Catalogue));
        Assert.Distinct(Techniques.All.Select(t => t.Name));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Alone_it_fits_where_the_table_says(string stack)
        => AssertNone(Techniques.All.SelectMany(technique =>
        {
            var analysis = bench.Analysis(stack, technique);
            var outcome = bench.Of(analysis, stack, technique);
            var isIdle = outcome.Fits && !outcome.Differences(bench.Of(analysis, stack)).Any();
            var expected = Refusals.Of(stack, technique.Name);
            string found = !outcome.Fits ? outcome.Ids : isIdle ? "nothing, " + outcome.Ids : "fits";
            string wanted = expected is null ? "fits" : expected.Id;
            return found == wanted ? Array.Empty<string>() : [$"{outcome.Name}: expected '{wanted}', found '{found}': {string.Join(" ", outcome.Said.Select(d => d.Message))}"];
        }));

    [Theory]
    [MemberData(nameof(All))]
    public void The_laws_hold_of_each_alone(string stack)
        => AssertNone(Techniques.All.SelectMany(technique =>
        {
            var analysis = bench.Analysis(stack, technique);
            return Broken(analysis, [technique], bench.Of(analysis, stack, technique))
                .Concat(Claims(technique, bench.Of(analysis, stack, technique), bench.Of(analysis, stack)));
        }));

    [Theory]
    [MemberData(nameof(All))]
    public void The_laws_hold_of_each_pair(string stack)
    {
        var broken = new ConcurrentBag<string>();
        var pairs = Techniques.All.SelectMany(a => Techniques.All.Select(b => (First: a, Second: b)));
        Parallel.ForEach(pairs, pair =>
        {
            var (first, second) = pair;
            var analysis = bench.Analysis(stack, first, second);
            Outcome alone = bench.Of(analysis, stack, first), other = bench.Of(analysis, stack, second), both = bench.Of(analysis, stack, first, second);
            foreach (var problem in Broken(analysis, [first, second], both)
                .Concat(alone.Fits && other.Fits && !both.Fits ? [$"{both.Name}: fits neither way: {both.Ids}: {string.Join(" ", both.Said.Select(d => d.Message))}"] : [])
                .Concat(Claims(second, both, alone))
                .Concat(ReferenceEquals(first, second) ? [] : Claims(first, both, other))
                .Concat(ReferenceEquals(first, second) && first.Again && both.Fits && alone.Fits ? Laws.Twice_is_once(both, alone).Select(p => $"{both.Name}: {p}") : []))
            {
                broken.Add(problem);
            }
        });
        AssertNone(broken);
    }

    private static IEnumerable<string> Broken(string analysis, Technique[] techniques, Outcome outcome)
    {
        if (!outcome.Fits)
        {
            return Laws.A_refusal_is_clear(outcome).Select(p => $"{outcome.Name}: {p}");
        }

        var problems = Laws.No_figure_is_negative_or_not_finite(outcome)
            .Concat(Laws.A_total_is_the_sum_of_its_rows(outcome))
            .Concat(Laws.Traffic_is_the_sum_of_its_channels(outcome));
        problems = analysis.StartsWith("Steps_", StringComparison.Ordinal)
            ? problems.Concat(Laws.Memory_is_that_of_its_steps(outcome))
                .Concat(techniques.Any(t => t.Rereads.Length > 0) ? [] : Laws.No_step_reads_more_weights_than_are_stored(outcome))
            : problems.Concat(Laws.Memory_is_its_parts(outcome));
        return problems.Select(p => $"{outcome.Name}: {p}");
    }

    private static IEnumerable<string> Claims(Technique technique, Outcome with, Outcome without)
        => with.Fits && without.Fits ? Laws.What_it_claims_to_save_never_rises(technique, with, without).Select(p => $"{with.Name}: {p}") : [];

    private static void AssertNone(IEnumerable<string> problems)
    {
        var all = problems.Order(StringComparer.Ordinal).ToList();
        Assert.True(all.Count == 0, $"{all.Count} problems, the first of them:\n{string.Join("\n", all.Take(20))}");
    }
}
