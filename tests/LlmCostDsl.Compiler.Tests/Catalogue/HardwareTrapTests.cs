using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Catalogue;

/// <summary>Figures that tables on the web get wrong: the wrong one is refused where a check can know, and the catalogue has the right one.</summary>
public sealed class HardwareTrapTests
{
    private static readonly SpecCompiler Catalogue = SpecCompiler.Load([]);

    [Theory]
    // 2:4 sparse figures quoted as dense: GH200 at 1979 TFLOP/s, L40S at 1466, B200's FP4 at 18000, H100's FP8 at 3958.
    [InlineData("peak_tf32 = 494.7 TFLOP/s  peak_bf16 = {0} TFLOP/s", "1979", "989.4")]
    [InlineData("peak_fp16 = 362.05 TFLOP/s  peak_fp8 = {0} TFLOP/s", "1466", "733")]
    [InlineData("peak_bf16 = 989.4 TFLOP/s  peak_fp8 = {0} TFLOP/s", "3958", "1978.9")]
    [InlineData("peak_fp8 = 4500 TFLOP/s  peak_int8 = 4500 TOP/s  peak_fp4 = {0} TFLOP/s", "18000", "9000")]
    [InlineData("peak_fp8 = 2250 TFLOP/s  peak_int8 = {0} TOP/s", "9000", "4500")]
    // GeForce halves FP16 products with FP32 sums: the RTX 4090 at 330.3, the RTX 3090 at 142.
    [InlineData("peak_tf32 = 82.6 TFLOP/s  peak_fp16 = {0} TFLOP/s", "330.3", "165.2")]
    [InlineData("peak_tf32 = 35.6 TFLOP/s  peak_fp16 = {0} TFLOP/s", "142", "71.2")]
    // The vector rate is no matrix rate, nor the other way round.
    [InlineData("peak_fp32 = {0} TFLOP/s  peak_fp16 = 312 TFLOP/s", "624", "19.5")]
    // Gb/s quoted as GB/s: 21 ports of 200 Gb/s are 525 GB/s; a host link of 512 Gb/s is 64 GB/s.
    [InlineData("bandwidth = 3700 GB/s  link_bandwidth = {0} GB/s", "4200", "525")]
    [InlineData("bandwidth = 300 GB/s  host_bandwidth = {0} GB/s", "512", "64")]
    // A prefix too many, a capacity without an end.
    [InlineData("peak_fp16 = 312 TFLOP/s  bandwidth = {0} GB/s", "2.039", "2039")]
    [InlineData("bandwidth = 2039 GB/s  capacity = {0} GiB", "80000000000", "80")]
    [InlineData("sparse_speedup = {0}", "4", "2")]
    public void A_figure_that_is_off_is_refused(string figures, string wrong, string right)
    {
        Assert.Contains("LLM6010", Said(figures.Replace("{0}", wrong, StringComparison.Ordinal)));
        Assert.Empty(Said(figures.Replace("{0}", right, StringComparison.Ordinal)));
    }

    [Theory]
    // Hopper and Blackwell have no INT4, Volta and Turing no BF16.
    [InlineData("peak_fp8 = 1978.9 TFLOP/s  peak_int8 = 1978.9 TOP/s  onchip = 227 KiB", "peak_int4 = 3958 TOP/s")]
    [InlineData("peak_fp8 = 4500 TFLOP/s  peak_int8 = 4500 TOP/s  peak_fp4 = 9000 TFLOP/s", "peak_int4 = 9000 TOP/s")]
    [InlineData("peak_fp16 = 65 TFLOP/s  peak_int8 = 130 TOP/s  peak_int4 = 260 TOP/s", "peak_bf16 = 65 TFLOP/s")]
    [InlineData("peak_fp32 = 15.7 TFLOP/s  peak_fp16 = 125 TFLOP/s  peak_int8 = 62 TOP/s", "peak_bf16 = 125 TFLOP/s")]
    public void A_format_that_a_part_does_not_have_is_refused(string figures, string added)
    {
        Assert.Contains("LLM6010", Said(figures + "  " + added));
        Assert.Empty(Said(figures));
    }

    [Theory]
    // Bandwidth: 3350 in the datasheet of the SXM5 part, 3072 and 3400 elsewhere; 13400 GB/s is a superchip's figure.
    [InlineData("H100_SXM", "bandwidth", 3350e9)]
    [InlineData("GB200_NVL72", "bandwidth", 8000e9)]
    // GA102 whitepaper: 149.7 is dense; halved again elsewhere. A10: 24 GB and 125, not 28 GB and 62.5.
    [InlineData("A40", "peak_fp16", 149.7e12)]
    [InlineData("A10", "capacity", 24e9)]
    [InlineData("A10", "peak_fp16", 125e12)]
    // Dense where tools have the sparse figure.
    [InlineData("GH200_144GB", "peak_bf16", 989.4e12)]
    [InlineData("GB200_NVL72", "peak_bf16", 2500e12)]
    [InlineData("B100_SXM", "peak_bf16", 1750e12)]
    [InlineData("L40S", "peak_fp8", 733e12)]
    [InlineData("H100_NVL", "peak_bf16", 835.5e12)]
    // The GPU alone, dense; 275 TOPS are sparse and count the accelerators.
    [InlineData("Jetson_AGX_Orin_64GB", "peak_int8", 85e12)]
    // One direction of all links: half of 900, 600 and 1200 GB/s; seven links of 64 GB/s; a card without NVLink has PCIe.
    [InlineData("H100_SXM", "link_bandwidth", 450e9)]
    [InlineData("A100_80GB_SXM", "link_bandwidth", 300e9)]
    [InlineData("A100_80GB_PCIe", "link_bandwidth", 32e9)]
    [InlineData("TPU_v5p", "link_bandwidth", 600e9)]
    [InlineData("TPU7x", "link_bandwidth", 600e9)]
    [InlineData("MI300X", "link_bandwidth", 448e9)]
    [InlineData("MI355X", "link_bandwidth", 537.6e9)]
    // Google says 918, and GiB.
    [InlineData("TPU_v6e", "peak_bf16", 918e12)]
    [InlineData("TPU_v5e", "capacity", 16d * 1024 * 1024 * 1024)]
    // Blackwell Ultra's INT8 is cut.
    [InlineData("B300_SXM", "peak_int8", 153.5e12)]
    [InlineData("GB300_NVL72", "peak_int8", 165e12)]
    public void The_catalogue_has_the_figure_of_the_datasheet(string device, string attribute, double expected)
        => Assert.Equal(expected, Catalogue.FindDevice(device, out _)!.Values[attribute]);

    [Theory]
    [InlineData("V100_SXM2", "peak_bf16")]
    [InlineData("T4", "peak_bf16")]
    [InlineData("RTX_2080_Ti", "peak_bf16")]
    [InlineData("A100_80GB_SXM", "peak_fp8")]
    [InlineData("H100_SXM", "peak_int4")]
    [InlineData("B200_SXM", "peak_int4")]
    [InlineData("P100_SXM2", "peak_fp16")]
    public void What_a_part_does_not_have_is_absent(string device, string attribute)
        => Assert.False(Catalogue.FindDevice(device, out _)!.Values.ContainsKey(attribute));

    [Fact]
    public void There_are_devices_enough_and_each_says_where_its_figures_are_from()
    {
        var devices = Catalogue.Declared<HardwareSymbol>().Where(d => d.Module.StartsWith("hardware.", StringComparison.Ordinal)).ToList();

        Assert.True(devices.Count >= 55, $"{devices.Count} devices");
        Assert.All(devices, d => Assert.False(string.IsNullOrEmpty(d.Source), d.Name));
        Assert.All(devices, d => Assert.True(Catalogue.FindDevice(d.Name, out _)!.Values.ContainsKey("bandwidth"), d.Name));
    }

    [Fact]
    public void An_int8_plan_that_wins_on_Hopper_loses_on_Blackwell_Ultra()
    {
        Assert.True(Latency("H100_SXM", "smooth_quant") < Latency("H100_SXM"));
        Assert.True(Latency("B300_SXM", "smooth_quant") > Latency("B300_SXM"));
    }

    // The time to the first token of a long prompt is arithmetic.
    private static double Latency(string device, params string[] transforms)
    {
        var compiled = Catalogue.Compile(new AnalysisRequest("Llama2_7B", Device: device, Apply: new(transforms)));
        var plan = compiled.Plan!;
        var values = new PlanInterpreter(plan).Evaluate([.. plan.Inputs.Select(i => i.Default)], Catalogue.FindDevice(device, out _)).Values;
        return values[plan.Outputs.First(o => o.Name == "ttft").Node];
    }

    private static List<string> Said(string figures)
        => [.. SpecCompiler.Load([new SourceText("own.llmspec", $"hardware Own {{ {figures} }}")]).Check().Select(d => d.Id)];
}
