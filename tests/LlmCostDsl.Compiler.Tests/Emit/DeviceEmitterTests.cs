using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Emit;
using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Emit;

public class DeviceEmitterTests
{
    private static readonly EmitOptions Demo = new("Demo", IsPublic: true);

    [Fact]
    public void A_device() => Snapshot.Verify(DeviceEmitter.Emit(FiguresOf.Catalogue.Device("A6000"), new EmitOptions("Demo")).Text, "cs");

    [Fact]
    public void A_device_that_takes_over_figures() => Snapshot.Verify(DeviceEmitter.Emit(FiguresOf.Catalogue.Device("H200_SXM"), Demo).Text, "cs");

    [Fact]
    public void The_list_of_devices() => Snapshot.Verify(DeviceEmitter.EmitContainer(["T4", "A6000", "H200_SXM"], new EmitOptions("Demo")).Text, "cs");

    // As the datasheets say it, in base units.
    [Theory]
    [InlineData("A6000", "bandwidth", 768e9)]
    [InlineData("A6000", "capacity", 48e9)]
    [InlineData("A6000", "peak_fp16", 154.8e12)]
    [InlineData("A6000", "onchip", 99 * 1024.0)]
    [InlineData("A6000", "power", 300.0)]
    [InlineData("A6000", "price", 0.8 / 3600)]
    [InlineData("H200_SXM", "bandwidth", 4800e9)]
    [InlineData("H200_SXM", "peak_fp16", 989.4e12)]
    [InlineData("T4", "peak_bf16", double.NaN)]
    public void Figures_are_those_of_the_datasheet(string device, string attribute, double expected)
    {
        var profile = Profile(Compile("A6000", "H200_SXM", "T4"), device);

        Assert.Equal(!double.IsNaN(expected), profile.TryGet(attribute, out var value));
        Assert.Equal(expected, value);
        Assert.Equal(device, profile.Name);
    }

    [Fact]
    public void A_device_is_built_once_and_says_where_it_comes_from()
    {
        var assembly = Compile("A6000", "T4");

        var device = Profile(assembly, "A6000");
        Assert.Same(device, Profile(assembly, "A6000"));
        Assert.Equal("NVIDIA RTX A6000", device.Title);
        Assert.Equal("NVIDIA Ampere GA102 whitepaper; RTX A6000 datasheet", device.Source);
        var all = (IReadOnlyList<HardwareProfile>)assembly.Value("Demo.Devices", "All")!;
        Assert.Equal(["A6000", "T4"], all.Select(d => d.Name));
        Assert.Same(device, all[0]);
    }

    [Fact]
    public void Every_device_of_the_catalogue_compiles_and_holds_what_the_compiler_knows()
    {
        var names = FiguresOf.Catalogue.Declared<HardwareSymbol>().Select(d => d.Name).ToArray();
        var assembly = Compile(names);
        var all = (IReadOnlyList<HardwareProfile>)assembly.Value("Demo.Devices", "All")!;

        Assert.Equal(names.Order(StringComparer.Ordinal), all.Select(d => d.Name));
        Assert.All(all, d => Assert.Equal(FiguresOf.Catalogue.FindDevice(d.Name, out _)!.Values.OrderBy(v => v.Key, StringComparer.Ordinal), d.Attributes.Select(a => KeyValuePair.Create(a, d[a]))));
    }

    [Theory]
    [InlineData("All")]
    [InlineData("Built")]
    [InlineData("Profile")]
    [InlineData("Devices")]
    [InlineData("Equals")]
    [InlineData("volatile")]
    [InlineData("HardwareProfile")]
    [InlineData("System")]
    [InlineData("_1")]
    public void A_device_may_have_any_name(string name)
    {
        var device = FiguresOf.Text($"hardware {name} {{ bandwidth = 1 B/s }}").Device(name);
        var assembly = StrictCompilation.Load([DeviceEmitter.Emit(device, Demo), DeviceEmitter.EmitContainer([name], Demo)]);
        Assert.Equal(name, Assert.Single((IReadOnlyList<HardwareProfile>)assembly.Value("Demo.Devices", "All")!).Name);
    }

    private static System.Reflection.Assembly Compile(params string[] names)
        => StrictCompilation.Load([.. names.Select(n => DeviceEmitter.Emit(FiguresOf.Catalogue.Device(n), Demo)), DeviceEmitter.EmitContainer(names, Demo)]);

    private static HardwareProfile Profile(System.Reflection.Assembly assembly, string device) => (HardwareProfile)assembly.Value("Demo.Devices", device)!;
}
