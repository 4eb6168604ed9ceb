using System.Buffers.Binary;
using System.Text;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Configs;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Analysis.Imports;

/// <summary>The values of a GGUF file, one after the other; each is refused before it is read where the file is too short for it.</summary>
internal sealed class GgufReader(Stream input)
{
    private const int LongestText = 16 * 1024 * 1024;
    private const int DeepestArray = 4;

    /// <summary>How much text is kept, long vocabularies left out.</summary>
    private const long MostText = 256L * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly byte[] word = new byte[8];
    private readonly byte[] passed = new byte[4096];
    private long kept;

    private enum Form : uint
    {
        U8,
        I8,
        U16,
        I16,
        U32,
        I32,
        F32,
        Truth,
        Text,
        List,
        U64,
        I64,
        F64,
    }

    private long Left => input.Length - input.Position;

    public uint Number32(string what) => BinaryPrimitives.ReadUInt32LittleEndian(Take(4, what));

    public ulong Number64(string what) => BinaryPrimitives.ReadUInt64LittleEndian(Take(8, what));

    /// <summary>How many of something follow, each of at least some bytes.</summary>
    public int Count(string what, int most, int leastBytes)
    {
        var count = Number64(what);
        if (count > (ulong)(Left / leastBytes) || count > (ulong)most)
        {
            throw new UnreadableFileException($"says that {what} is {count}, {(count > (ulong)most ? $"more than {most}" : $"and only {Left} bytes follow")}");
        }

        return (int)count;
    }

    public string Text(string what, int longest)
    {
        var length = Number64(what);
        if (length > (ulong)Left || length > (ulong)longest)
        {
            throw new UnreadableFileException($"says that {what} is {length} bytes long, {(length > (ulong)Left ? $"and only {Left} bytes follow" : $"more than {longest}")}");
        }

        kept += (long)length;
        if (kept > MostText)
        {
            throw new UnreadableFileException($"holds more than {MostText / 1024 / 1024} MiB of text before its tensors");
        }

        var bytes = new byte[length];
        input.ReadExactly(bytes);
        try
        {
            return Strict.GetString(bytes);
        }
        catch (ArgumentException)
        {
            // Vocabularies hold pieces of characters; names do not.
            return longest > 1000 ? Encoding.Latin1.GetString(bytes) : throw new UnreadableFileException($"holds {what} that is no Unicode");
        }
    }

    public ConfigValue Value(string key, int mostItems) => Value(key, Number32($"the type of '{key}'"), mostItems, 0);

    private ConfigValue Value(string key, uint type, int mostItems, int depth)
    {
        var what = $"the value of '{key}'";
        switch ((Form)type)
        {
            case Form.U8:
                return Whole(Take(1, what)[0]);
            case Form.I8:
                return Whole((sbyte)Take(1, what)[0]);
            case Form.U16:
                return Whole(BinaryPrimitives.ReadUInt16LittleEndian(Take(2, what)));
            case Form.I16:
                return Whole(BinaryPrimitives.ReadInt16LittleEndian(Take(2, what)));
            case Form.U32:
                return Whole(Number32(what));
            case Form.I32:
                return Whole(BinaryPrimitives.ReadInt32LittleEndian(Take(4, what)));
            case Form.F32:
                return Real(key, BinaryPrimitives.ReadSingleLittleEndian(Take(4, what)));
            case Form.Truth:
                return new TruthValue(Take(1, what)[0] != 0);
            case Form.Text:
                return new TextValue(Text(what, LongestText));
            case Form.List:
                return List(key, mostItems, depth);
            case Form.U64:
                var large = Number64(what);
                return large <= long.MaxValue ? Whole((long)large) : throw new UnreadableFileException($"holds a number at '{key}' that counts nothing: {large}");
            case Form.I64:
                return Whole(BinaryPrimitives.ReadInt64LittleEndian(Take(8, what)));
            case Form.F64:
                return Real(key, BinaryPrimitives.ReadDoubleLittleEndian(Take(8, what)));
            default:
                throw new UnreadableFileException($"gives '{key}' the type {type}, which there is not");
        }
    }

    private ListValue List(string key, int mostItems, int depth)
    {
        if (depth == DeepestArray)
        {
            throw new UnreadableFileException($"nests the arrays of '{key}' more than {DeepestArray} deep");
        }

        var type = Number32($"the type of '{key}'");
        var size = Number64($"the length of '{key}'");
        var least = (Form)type switch
        {
            Form.U8 or Form.I8 or Form.Truth => 1,
            Form.U16 or Form.I16 => 2,
            Form.U32 or Form.I32 or Form.F32 => 4,
            Form.List => 12,
            _ => 8,
        };
        if (size > (ulong)(Left / least))
        {
            throw new UnreadableFileException($"says that '{key}' has {size} items, and only {Left} bytes follow");
        }

        var items = new List<ConfigValue>();
        for (var i = 0UL; i < size; i++)
        {
            if (size <= (ulong)mostItems)
            {
                items.Add(Value(key, type, mostItems, depth + 1));
            }
            else if ((Form)type == Form.Text)
            {
                Pass(what: $"the value of '{key}'");
            }
            else
            {
                _ = Value(key, type, 0, depth + 1);
            }
        }

        return new ListValue(items.ToEquatable(), (long)size);
    }

    /// <summary>Goes behind a text that is not kept.</summary>
    private void Pass(string what)
    {
        var length = Number64(what);
        if (length > (ulong)Left)
        {
            throw new UnreadableFileException($"says that {what} is {length} bytes long, and only {Left} bytes follow");
        }

        for (var left = (long)length; left > 0;)
        {
            var next = (int)Math.Min(left, passed.Length);
            input.ReadExactly(passed, 0, next);
            left -= next;
        }
    }

    private static NumberValue Whole(long value) => new(value);

    private static NumberValue Real(string key, double value)
        => double.IsFinite(value) ? new(Rational.FromDouble(value)) : throw new UnreadableFileException($"holds a number at '{key}' that counts nothing");

    private ReadOnlySpan<byte> Take(int count, string what)
    {
        if (Left < count)
        {
            throw new UnreadableFileException($"ends within {what}");
        }

        input.ReadExactly(word, 0, count);
        return word.AsSpan(0, count);
    }
}
