using LlmCostDsl.Compiler;
using Microsoft.Win32.SafeHandles;

namespace LlmCostDsl.Analysis.Images;

/// <summary>
/// The catalogue compiled ahead: the plans of its analyses and models as they are declared, and its devices, in one file that travels with the tool. It holds
/// nothing that the compiler would not make anew, so that whoever has no image, or one of another build, only waits longer.
/// </summary>
internal sealed class CatalogueImage
{
    private readonly string path;
    private readonly Dictionary<string, Place> questions;
    private readonly Dictionary<string, Place> devices;

    private CatalogueImage(string path, Dictionary<string, Place> questions, Dictionary<string, Place> devices)
    {
        this.path = path;
        this.questions = questions;
        this.devices = devices;
    }

    /// <summary>What every image begins with: its form, and the build of the compiler and of this library that made it.</summary>
    internal static byte[] Seal { get; } =
    [
        .. "LlmCostDsl plans 1\n"u8, .. typeof(SpecCompiler).Module.ModuleVersionId.ToByteArray(), .. typeof(CatalogueImage).Module.ModuleVersionId.ToByteArray(),
    ];

    /// <returns>Null where there is no image, or one that another build has made.</returns>
    public static CatalogueImage? Open(string path)
    {
        try
        {
            using var file = File.OpenHandle(path);
            var head = Read(file, 0, Seal.Length + sizeof(int));
            if (!head.AsSpan(0, Seal.Length).SequenceEqual(Seal))
            {
                return null;
            }

            var index = Read(file, head.Length, BitConverter.ToInt32(head, Seal.Length));
            var reader = new ImageReader(index);
            return new(path, Places(reader, head.Length + index.Length), Places(reader, head.Length + index.Length));
        }
        catch (Exception e) when (IsOfFiles(e))
        {
            return null;
        }
    }

    /// <summary>An analysis or a model as it is declared, by its declared name; null where it is not here.</summary>
    public PreparedQuestion? Question(string name) => questions.TryGetValue(name, out var place) ? Read(place, PreparedQuestion.Read) : null;

    /// <summary>A device by its declared name; null where it is not here.</summary>
    public DeviceValues? Device(string name) => devices.TryGetValue(name, out var place) ? Read(place, PreparedQuestion.ReadDevice) : null;

    private T? Read<T>(Place place, Func<ImageReader, T> read)
        where T : class
    {
        try
        {
            using var file = File.OpenHandle(path);
            var reader = new ImageReader(Read(file, place.At, place.Length));
            var value = read(reader);
            return reader.IsAtEnd ? value : null;
        }
        catch (Exception e) when (IsOfFiles(e))
        {
            return null;
        }
    }

    private static byte[] Read(SafeFileHandle file, long at, int length)
    {
        if (length < 0 || at + length > RandomAccess.GetLength(file))
        {
            throw new InvalidDataException("The image of compiled plans is cut short.");
        }

        var bytes = new byte[length];
        var got = RandomAccess.Read(file, bytes, at);
        return got == length ? bytes : throw new InvalidDataException("The image of compiled plans is cut short.");
    }

    private static Dictionary<string, Place> Places(ImageReader index, int start)
    {
        var places = new Dictionary<string, Place>(StringComparer.Ordinal);
        for (var left = index.Number(); left > 0; left--)
        {
            places.Add(index.Word(), new(start + index.Number(), index.Number()));
        }

        return places;
    }

    private static bool IsOfFiles(Exception e) => e is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException;

    /// <summary>Where in the file something stands.</summary>
    private sealed record Place(int At, int Length);
}
