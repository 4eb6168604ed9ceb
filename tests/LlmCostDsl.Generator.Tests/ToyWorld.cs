using LlmCostDsl.Generator.Tests.Driving;

namespace LlmCostDsl.Generator.Tests;

/// <summary>A project in four files that uses nothing of the catalogue but the channel of operations.</summary>
internal static class ToyWorld
{
    public const string Parts = "parts.llmspec";
    public const string Models = "models.llmspec";
    public const string Devices = "devices.llmspec";
    public const string Questions = "questions.llmspec";

    public static IReadOnlyList<(string Path, string Text)> Specs { get; } =
    [
        (Parts, """
            attribute hardware.toy_rate: flops/seconds
            attribute hardware.toy_flow: bytes/seconds

            operator toy_map(x: tensor, out: count) {
                weight w: [x.features, out]
                result [x.., out]
                flops = 2 * x.rows * x.features * out
            }

            architecture Toy(size: count, layers: count) steps run {
                x = input [batch, tokens, size]
                repeat layers as layer carrying x {
                    up = toy_map(x, 2 * size)
                    x  = toy_map(up, size)
                }
            }

            architecture Flat(size: count) steps run {
                x = input [batch, tokens, size]
                y = toy_map(x, size)
            }

            timing toy_time {
                compute = it.flops / hw.toy_rate
                memory  = it.bytes / hw.toy_flow
                time    = max(compute, memory)
            }

            schedule toy_run(length: count in 1..1000 = 4) {
                pass         = step(run, tokens: length, context: length)
                /// From the first to the last.
                latency      = pass.time
                memory.total = pass.weights + pass.activations
                memory.large = memory.total > 1 kB
            }
            """),
        (Models, """
            model Deep : Toy(size: 8, layers: 3) { expect parameters == 768 }
            model Wide : Toy(size: 16, layers: 2)
            model Thin : Flat(size: 4)
            """),
        (Devices, """
            hardware Box { toy_rate = 1 GFLOP/s  toy_flow = 1 MB/s }
            hardware Crate : Box { toy_flow = 2 MB/s }
            """),
        (Questions, """
            /// How long a deep one takes.
            analysis AskDeep {
                model    Deep
                schedule toy_run(length)
                timing   toy_time
                on       Box
                input length: count in 1..1000 = 4
                patience = 2 * latency
            }

            analysis AskThin {
                model    Thin
                schedule toy_run
                timing   toy_time
                on       Crate
            }
            """),
    ];

    public static GeneratorRun NewRun(params (string Key, string Value)[] properties) => new(Specs, properties);

    /// <summary>A run that has been made once, so that what runs next is what an edit makes run.</summary>
    public static GeneratorRun Settled(params (string Key, string Value)[] properties)
    {
        var run = NewRun(properties);
        Assert.Empty(run.Settle().Diagnostics);
        return run;
    }
}
