using System.Buffers.Binary;
using System.Text;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Analysis.Images;

/// <summary>Takes out of a row of bytes what <see cref="ImageWriter"/> put there.</summary>
/// <exception cref="InvalidDataException">From every member: the bytes are not what was written.</exception>
internal sealed class ImageReader(byte[] bytes)
{
    private readonly List<string> texts = [];
    private readonly List<Dimension> dimensions = [];
    private int at;

    /// <summary>Whether all has been taken.</summary>
    public bool IsAtEnd => at == bytes.Length;

    public byte Byte() => at < bytes.Length ? bytes[at++] : throw Damaged();

    public int Number()
    {
        uint value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var part = Byte();
            value |= (uint)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return (int)value - 1;
            }
        }

        throw Damaged();
    }

    public double Real() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    public bool Truth() => Byte() != 0;

    public string? Text()
    {
        var number = Number();
        if (number < 0)
        {
            return null;
        }

        if (number == texts.Count)
        {
            texts.Add(Encoding.UTF8.GetString(Take(Number())));
        }

        return number < texts.Count ? texts[number] : throw Damaged();
    }

    public string Word() => Text() ?? throw Damaged();

    public Dimension Dimension()
    {
        var number = Number();
        if (number == dimensions.Count)
        {
            dimensions.Add(new((sbyte)Byte(), (sbyte)Byte(), (sbyte)Byte(), (sbyte)Byte(), (sbyte)Byte()));
        }

        return number >= 0 && number < dimensions.Count ? dimensions[number] : throw Damaged();
    }

    public PlanOrigin? Origin() => Text() is { } path ? new(path, Number(), Number(), Number(), Number()) : null;

    public EquatableArray<int> Numbers()
    {
        var items = new int[Count()];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Number();
        }

        return new(items);
    }

    public EquatableArray<T> Each<T>(Func<T> read)
        where T : class
    {
        var items = new T[Count()];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = read();
        }

        return new(items);
    }

    // Every item takes a byte at least, so that no number can ask for more memory than there is to fill.
    private int Count() => Number() is var count && count >= 0 && count <= bytes.Length - at ? count : throw Damaged();

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > bytes.Length - at)
        {
            throw Damaged();
        }

        at += count;
        return bytes.AsSpan(at - count, count);
    }

    private static InvalidDataException Damaged() => new("The image of compiled plans is damaged.");
}
