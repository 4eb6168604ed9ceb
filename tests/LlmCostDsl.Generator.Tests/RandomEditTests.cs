using System.Globalization;
using LlmCostDsl.Generator.Tests.Driving;

namespace LlmCostDsl.Generator.Tests;

/// <summary>However a project came to be what it is, what is made of it is the same.</summary>
public sealed class RandomEditTests
{
    // What an edit may put in the place of what.
    private static readonly (string File, string[] Forms)[] Edits =
    [
        (ToyWorld.Models, ["size: 8, layers: 3", "size: 8, layers: 4", "size: 8, layers", "size: 8, layers: 3, depth: 2"]),
        (ToyWorld.Models, ["model Thin", "\n\nmodel Thin", "// llmspec:disable LLM1013 because\nmodel Thin", "import models.opt\nmodel Thin"]),
        (ToyWorld.Models, [" : Flat(size: 4)", " : Flat(size: 5)", " : Toy(size: 4, layers: 1)", " : Wide", " : Thin", " : Flat(size: 4"]),
        (ToyWorld.Devices, ["toy_rate = 1 G", "toy_rate = 7 G", "toy_rate = -1 G", "toy_race = 1 G"]),
        (ToyWorld.Devices, ["hardware Crate", "hardware Crete", "hardware Box", "hardware Devices"]),
        (ToyWorld.Parts, ["flops = 2 *", "flops = 2.5 *", "flops = 2 bit *", "bytes = 2 *"]),
        (ToyWorld.Parts, ["up = toy_map", "down = toy_map", "up = toy_mop"]),
        (ToyWorld.Parts, ["toy_flow: bytes/seconds", "toy_flow: bytes/seconds = 3 MB/s", "toy_flux: bytes/seconds"]),
        (ToyWorld.Parts, ["max(compute, memory)", "compute + memory", "max(compute, time)"]),
        (ToyWorld.Parts, ["timing toy_time", "every hardware { expect it.toy_rate > 2 GFLOP/s }\ntiming toy_time", "every hardware { expect hw.toy_rate > 2 GFLOP/s }\ntiming toy_time"]),
        (ToyWorld.Questions, ["patience = 2 * latency", "patience = 3 * latency", "patience = 3 * latenzy", "input unused: count = 3", "expect latency < 1 ns", string.Empty]),
        (ToyWorld.Questions, ["/// How long a deep one takes.", "/// Changed.", "// Nothing.", string.Empty]),
        (ToyWorld.Questions, ["analysis AskThin", "analysis AskDeep", "analysis askDeep", "analysis class"]),
        (ToyWorld.Questions, ["input length: count in 1..1000 = 4", "input length: count in 1..1000", "input length: count in 1..2000 = 4"]),
    ];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_driver_that_saw_every_edit_says_what_a_new_one_says(int seed)
    {
        var random = new Random(seed);
        var state = new int[Edits.Length];
        var (isPublic, hasMore) = (false, false);
        var run = ToyWorld.NewRun();
        run.Run();
        for (var step = 0; step < 15; step++)
        {
            // One edit a run: a driver told of several at once may lose a file or have one twice.
            switch (random.Next(12))
            {
                case 0:
                    isPublic = !isPublic;
                    run.Set("LlmSpecVisibility", isPublic ? "public" : "internal");
                    break;
                case 1 when hasMore:
                    run.Remove("more.llmspec");
                    hasMore = false;
                    break;
                case 1:
                    run.Add("more.llmspec", random.Next(2) == 0 ? "hardware Barrel : Box { }\n" : "operator toy_mop(x: tensor, out: count) { result [x.., out] }\n");
                    hasMore = true;
                    break;
                default:
                    var edit = random.Next(Edits.Length);
                    state[edit] = random.Next(3) == 0 ? 0 : random.Next(Edits[edit].Forms.Length);
                    run.Change(Edits[edit].File, Text(Edits[edit].File, state));
                    break;
            }

            var old = run.Run();
            var anew = new GeneratorRun(run.Specs, [("LlmSpecVisibility", isPublic ? "public" : "internal")]).Run();
            var where = string.Create(CultureInfo.InvariantCulture, $"seed {seed}, step {step}: {string.Join(" ", state)}");
            Assert.True(anew.Diagnostics.SequenceEqual(old.Diagnostics), $"{where}\n{string.Join("\n", anew.Diagnostics)}\nbut said\n{string.Join("\n", old.Diagnostics)}");
            Assert.Equal(anew.Sources.Keys.Order(StringComparer.Ordinal), old.Sources.Keys.Order(StringComparer.Ordinal));
            Assert.All(anew.Sources, s => Assert.True(s.Value == old.Sources[s.Key], $"{where}: {s.Key}"));
        }

        ObjectGraph.HoldsNothingOfRoslyn(run.Run().Held);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    private static string Text(string file, int[] state)
    {
        var text = ToyWorld.Specs.Single(s => s.Path == file).Text;
        for (var i = 0; i < Edits.Length; i++)
        {
            if (Edits[i].File == file)
            {
                text = text.Replace(Edits[i].Forms[0], Edits[i].Forms[state[i]], StringComparison.Ordinal);
            }
        }

        return text;
    }
}
