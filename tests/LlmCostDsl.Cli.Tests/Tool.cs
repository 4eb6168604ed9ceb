namespace LlmCostDsl.Cli.Tests;

/// <summary>What a run of the tool left behind.</summary>
internal sealed record Ran(int Code, string Out, string Error)
{
    public string[] Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>The tool, run in process.</summary>
internal static class Tool
{
    /// <summary>A spec of the tests' own, worked out on paper.</summary>
    public static string Toy { get; } = Path.Combine(AppContext.BaseDirectory, "Specs", "toy.llmspec");

    public static Ran Run(params string[] args) => Run(string.Empty, null, false, args);

    public static Ran Run(string input, int? width, bool colour, params string[] args)
    {
        using var reader = new StringReader(input);
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        // Whatever the tool answers, every back end has to answer.
        var code = LlmSpec.Run(args, new(reader, output, error, width, colour) { Witness = a => AllEngines.Evaluate(a.Plan, a.Inputs, a.Device) });
        Assert.DoesNotContain("\n   at ", output.ToString() + error, StringComparison.Ordinal);
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary><c>analyze</c> on the tests' own spec.</summary>
    public static Ran Analyze(params string[] args) => Run(["analyze", .. args, "--spec", Toy]);

    /// <summary>The result lines of some requests on the tests' own spec.</summary>
    public static Ran Request(params string[] lines) => Run(string.Join('\n', lines), null, false, "analyze", "--requests", "-", "--spec", Toy);
}

/// <summary>A folder that goes when the test does.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("llmspec-tests").FullName;

    public string Write(string name, string content)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
