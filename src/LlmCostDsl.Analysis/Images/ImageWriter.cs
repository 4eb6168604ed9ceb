using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Images;

/// <summary>Puts values into a row of bytes: whole numbers in as few as they need, texts and dimensions once each.</summary>
internal sealed class ImageWriter
{
    private readonly ArrayBufferWriter<byte> bytes = new();
    private readonly Dictionary<string, int> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<Dimension, int> dimensions = [];

    public byte[] ToArray() => bytes.WrittenSpan.ToArray();

    public void Byte(byte value) => bytes.Write([value]);

    /// <param name="value">At least -1, which is how plans say that there is none.</param>
    public void Number(int value)
    {
        var rest = (uint)(value + 1);
        for (; rest >= 0x80; rest >>= 7)
        {
            Byte((byte)(rest | 0x80));
        }

        Byte((byte)rest);
    }

    public void Real(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.GetSpan(sizeof(double)), value);
        bytes.Advance(sizeof(double));
    }

    public void Truth(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>A text that was there before is its number.</summary>
    public void Text(string? value)
    {
        if (value is null)
        {
            Number(-1);
            return;
        }

        if (texts.TryGetValue(value, out var known))
        {
            Number(known);
            return;
        }

        Number(texts.Count);
        texts.Add(value, texts.Count);
        Number(Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, bytes);
    }

    public void Dimension(Dimension value)
    {
        if (dimensions.TryGetValue(value, out var known))
        {
            Number(known);
            return;
        }

        Number(dimensions.Count);
        dimensions.Add(value, dimensions.Count);
        foreach (var exponent in new[] { value.Byte, value.Flop, value.Second, value.Joule, value.Usd })
        {
            Byte((byte)exponent);
        }
    }

    public void Origin(PlanOrigin? origin)
    {
        Text(origin?.Path);
        if (origin is not null)
        {
            Number(origin.Line);
            Number(origin.Column);
            Number(origin.EndLine);
            Number(origin.EndColumn);
        }
    }

    public void Numbers(IReadOnlyList<int> values) => Each(values, Number);

    public void Each<T>(IReadOnlyList<T> items, Action<T> write)
    {
        Number(items.Count);
        foreach (var item in items)
        {
            write(item);
        }
    }
}
