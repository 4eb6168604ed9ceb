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

    public static SourceText? Read(CliContext context, string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
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

    private static IEnumerable<string> Expand(string path)
        => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*" + Extension, SearchOption.AllDirectories).Order(StringComparer.Ordinal) : [path];
}
