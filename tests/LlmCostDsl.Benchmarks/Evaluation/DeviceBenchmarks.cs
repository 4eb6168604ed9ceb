using BenchmarkDotNet.Attributes;
using LlmCostDsl.Specs;

namespace LlmCostDsl.Benchmarks.Evaluation;

/// <summary>Models by devices: all outputs of a request at its defaults, and binding.</summary>
[MemoryDiagnoser]
public class DeviceBenchmarks
{
    private Llama2Chat.Bound llama;
    private MixtralChat.Bound mixtral;
    private DeepSeekLiteChat.Bound deepSeek;
    private MambaStream.Bound mamba;

    [Params("A6000", "H100_SXM", "MI300X")]
    public string Device { get; set; } = "A6000";

    private HardwareProfile Profile => Devices.All.Single(d => d.Name == Device);

    [GlobalSetup]
    public void SetUp()
    {
        llama = Llama2Chat.On(Profile);
        mixtral = MixtralChat.On(Profile);
        deepSeek = DeepSeekLiteChat.On(Profile);
        mamba = MambaStream.On(Profile);
    }

    [Benchmark]
    public double Llama2() => llama.Evaluate(new()).Latency;

    [Benchmark]
    public double Mixtral() => mixtral.Evaluate(new()).Latency;

    [Benchmark]
    public double DeepSeekLite() => deepSeek.Evaluate(new()).Latency;

    [Benchmark]
    public double Mamba() => mamba.Evaluate(new()).Latency;

    [Benchmark]
    public HardwareProfile BindMixtral() => MixtralChat.On(Profile).Device;
}
