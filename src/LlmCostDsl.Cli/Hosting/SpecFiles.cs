using System.Text;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Cli.Hosting;

/// <summary>Spec files as the command line names them: a folder stands for every spec in it.</summary>
internal static class SpecFiles
{
    public const string Extension = ".llmspec";

    /// <returns>The texts that could be read; null after complaining about one that could not.</returns>
    public static IReadOnlyList<SourceText>? Read(CliContext context, IEnumerable<string> paths)
    {
        var texts = new List<SourceText>();
        foreach (var path in paths.SelectMany(Expand))
        {
            if (Read(context, path) is not { } text)
            {
                return null;
            }

            texts.Add(text);
        }

        return texts;
    }

    /// <param name="limit">The most bytes that are read, where there is a limit; what is longer is complained about.</param>
    public static SourceText? Read(CliContext context, string path, int? limit = null)
    {
        try
        {
            var bytes = limit is { } most ? Beginning(path, most + 1) : File.ReadAllBytes(path);
            if (bytes.Length > limit)
            {
                Screen.Complain(context, $"'{path}' is longer than {limit / 1024} KiB");
                return null;
            }

            var hasMark = bytes is [0xEF, 0xBB, 0xBF, ..];
            return new(path, Encoding.UTF8.GetString(bytes, hasMark ? 3 : 0, bytes.Length - (hasMark ? 3 : 0)));
        }
        catch (Exception e) when (IsAboutFiles(e))
        {
            Screen.Complain(context, e is FileNotFoundException or DirectoryNotFoundException ? $"there is no file '{path}'" : $"'{path}' cannot be read: {e.Message}");
            return null;
        }
    }

    public static bool IsAboutFiles(Exception e) => e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    private static byte[] Beginning(string path, int count)
    {
        using var stream = File.OpenRead(path);
        var bytes = new byte[count];
        return bytes[..stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false)];
    }

    private static IEnumerable<string> Expand(string path)
        => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*" + Extension, SearchOption.AllDirectories).Order(StringComparer.Ordinal) : [path];
}
