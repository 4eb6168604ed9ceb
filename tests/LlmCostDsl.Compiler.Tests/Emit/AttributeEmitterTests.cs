using LlmCostDsl.Compiler.Emit;
using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Emit;

public class AttributeEmitterTests
{
    private const string Some = """
        /// Whether tensors are stored compressed.
        attribute hardware.compressed: bool
        /// Cores of a device.
        attribute hardware.cores: count = 4
        attribute hardware.word: bits
        /// From cell to cell: <fast> & short.
        attribute hardware.hop: seconds = 2 * hw.link_latency
        attribute hardware.to_string: ratio
        attribute hardware.hardware_attributes: ratio
        hardware Board { bandwidth = 1 GB/s  compressed = true  cores = 12  word = 12 bit  hop = 3 us  to_string = 0.5 }
        """;

    private static readonly EmitOptions Demo = new("Demo", IsPublic: true);

    [Fact]
    public void Attributes_of_the_prelude_and_of_a_project()
        => Snapshot.Verify(AttributeEmitter.Emit([.. FiguresOf.Text(Some).HardwareAttributes().Where(a => a.Name is "bandwidth" or "vector" or "compressed" or "cores" or "word" or "hop")], new EmitOptions("Demo")).Text, "cs");

    [Fact]
    public void Attributes_are_read_and_changed_in_the_units_people_write()
    {
        var compiler = FiguresOf.Text(Some);
        var assembly = StrictCompilation.Load(
            [AttributeEmitter.Emit(compiler.HardwareAttributes(), Demo), DeviceEmitter.Emit(compiler.Device("Board"), Demo), DeviceEmitter.EmitContainer(["Board"], Demo)],
            """
            namespace Demo;
            internal static class Use
            {
                public static string Read()
                {
                    var board = Devices.Board.WithWord(16).WithCores(13).WithCompressed(false).WithBandwidth(2 * LlmCostDsl.Units.GB).WithCapacity(3 * LlmCostDsl.Units.GB);
                    object?[] values = [Devices.Board.Word(), Devices.Board.Cores(), Devices.Board.Compressed(), Devices.Board.Bandwidth(), Devices.Board.Capacity(), Devices.Board.Hop(),
                        Devices.Board.ToStringAttribute(), board.Word(), board["word"], board.Cores(), board.Compressed(), board.Bandwidth(), board.Capacity(), board.HardwareAttributesAttribute()];
                    return string.Join(" ", System.Array.ConvertAll(values, v => System.Convert.ToString(v, System.Globalization.CultureInfo.InvariantCulture) is { Length: > 0 } s ? s : "-"));
                }
            }
            """);
        Assert.Equal("12 12 True 1000000000 - 3E-06 0.5 16 2 13 False 2000000000 3000000000 -", assembly.Value("Demo.Use", "Read"));
    }
}
