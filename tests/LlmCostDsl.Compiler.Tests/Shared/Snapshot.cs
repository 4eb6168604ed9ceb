using System.Runtime.CompilerServices;

namespace LlmCostDsl.Compiler.Tests.Shared;

/// <summary>
/// Compares a text with a file under version control. Files are named as Verify names them: <c>X.verified.ext</c>, and <c>X.received.ext</c> beside it
/// when they differ. <c>LLMSPEC_ACCEPT=1</c> in the environment takes over whatever is received; review the difference before you commit it.
/// </summary>
internal static class Snapshot
{
    private static bool Accepting => Environment.GetEnvironmentVariable("LLMSPEC_ACCEPT") == "1";

    /// <summary>The snapshot of a test: <c>Class.Method.verified.ext</c> beside the test's file.</summary>
    public static void Verify(string actual, string extension = "txt", [CallerFilePath] string file = "", [CallerMemberName] string method = "") =>
        VerifyFile(actual, Path.Combine(Path.GetDirectoryName(file)!, $"{Path.GetFileNameWithoutExtension(file)}.{method}"), extension);

    /// <summary>The snapshot of a case: <c>name.verified.ext</c>.</summary>
    /// <param name="actual">What there is.</param>
    /// <param name="name">The path of the file up to <c>.verified</c>.</param>
    /// <param name="extension">What stands after it, without a dot.</param>
    public static void VerifyFile(string actual, string name, string extension)
    {
        var verified = $"{name}.verified.{extension}";
        var received = $"{name}.received.{extension}";
        actual = actual.Replace("\r\n", "\n", StringComparison.Ordinal);
        var expected = File.Exists(verified) ? File.ReadAllText(verified) : null;
        if (actual == expected)
        {
            File.Delete(received);
            return;
        }

        if (Accepting)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(verified)!);
            File.WriteAllText(verified, actual);
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, actual);
        Assert.Fail($"""
            {Path.GetFileName(verified)} {(expected is null ? "does not exist" : "differs")}{FirstDifference(expected, actual)}
            If what was received is right:
              cp '{received}' '{verified}'
            """);
    }

    private static string FirstDifference(string? expected, string actual)
    {
        if (expected is null)
        {
            return ".";
        }

        var wanted = expected.Split('\n');
        var got = actual.Split('\n');
        var line = 0;
        while (line < wanted.Length && line < got.Length && wanted[line] == got[line])
        {
            line++;
        }

        return $" from line {line + 1} on:\n  - {LineOf(wanted, line)}\n  + {LineOf(got, line)}";
    }

    private static string LineOf(string[] lines, int line) => line < lines.Length ? lines[line] : "(end)";
}
