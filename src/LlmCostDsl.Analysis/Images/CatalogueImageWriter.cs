using LlmCostDsl.Compiler;

namespace LlmCostDsl.Analysis.Images;

/// <summary>Compiles the whole catalogue into a <see cref="CatalogueImage"/>.</summary>
internal static class CatalogueImageWriter
{
    /// <summary>The whole catalogue: all analyses, models and devices.</summary>
    /// <returns>How many questions and devices the image holds.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static (int Questions, int Devices) Write(string path)
    {
        var compiler = SpecCompiler.Load([]);
        return Write(path, compiler, Names(compiler, "analyses", "models"), Names(compiler, "devices"));
    }

    /// <summary>The questions and devices that are named; those that do not compile are left out.</summary>
    public static (int Questions, int Devices) Write(string path, SpecCompiler compiler, IEnumerable<string> questions, IEnumerable<string> devices)
    {
        var compiled = Entries(questions, name => PreparedQuestion.Of(compiler.Compile(new(name))), (to, question) => question.Write(to));
        var known = Entries(devices, name => compiler.FindDevice(name, out _), PreparedQuestion.Write);
        Write(path, compiled, known);
        return (compiled.Count, known.Count);
    }

    // A name that two declarations share means what the compiler says, which is not for an image to know.
    private static IEnumerable<string> Names(SpecCompiler compiler, params string[] kinds)
        => kinds.SelectMany(compiler.List).GroupBy(e => e.Name, StringComparer.Ordinal).Where(g => g.Count() == 1).Select(g => g.Key);

    private static List<(string Name, byte[] Bytes)> Entries<T>(IEnumerable<string> names, Func<string, T?> make, Action<ImageWriter, T> write)
        where T : class
    {
        var entries = new List<(string, byte[])>();
        foreach (var name in names)
        {
            if (make(name) is { } made)
            {
                var writer = new ImageWriter();
                write(writer, made);
                entries.Add((name, writer.ToArray()));
            }
        }

        return entries;
    }

    private static void Write(string path, params List<(string Name, byte[] Bytes)>[] kinds)
    {
        var index = Index(kinds);
        using var file = File.Create(path);
        file.Write(CatalogueImage.Seal);
        file.Write(BitConverter.GetBytes(index.Length));
        file.Write(index);
        foreach (var (_, bytes) in kinds.SelectMany(k => k))
        {
            file.Write(bytes);
        }
    }

    // Places are counted from the end of the index.
    private static byte[] Index(List<(string Name, byte[] Bytes)>[] kinds)
    {
        var writer = new ImageWriter();
        var at = 0;
        foreach (var entries in kinds)
        {
            writer.Number(entries.Count);
            foreach (var (name, bytes) in entries)
            {
                writer.Text(name);
                writer.Number(at);
                writer.Number(bytes.Length);
                at += bytes.Length;
            }
        }

        return writer.ToArray();
    }
}
