using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Tests;

/// <summary>The specs of the repository, as tests ask for them.</summary>
internal static class Repository
{
    /// <summary>Its folder, found from this file.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file under a path that is the same on every machine.</summary>
    public static SourceText File(string path) => new(path, System.IO.File.ReadAllText(Path.Combine(Root, path)));

    /// <summary>The names of the analyses a file declares.</summary>
    public static IReadOnlyList<string> AnalysesOf(string path)
        => [.. Regex.Matches(File(path).Content, @"^\s*analysis\s+(\w+)", RegexOptions.Multiline | RegexOptions.CultureInvariant).Select(m => m.Groups[1].Value)];

    public static HardwareProfile Profile(DeviceValues device) => new(device.Name, device.Values);

    /// <summary>Sets of inputs inside their ranges: the defaults first, then others drawn from a seed.</summary>
    public static IReadOnlyList<double[]> Points(EvaluatorPlan plan, int count)
    {
        var random = new Random(7);
        double Draw(PlanInput input)
        {
            var (low, high) = (Math.Max(input.Low, -1000), Math.Min(input.High, 1000));
            var value = low + ((high - low) * random.NextDouble());
            return input.IsWhole || input.IsTruth ? Math.Floor(value) : value;
        }

        return
        [
            .. Enumerable.Range(0, count).Select(p => plan.Inputs
                .Select(i => p == 0 && !double.IsNaN(i.Default) ? i.Default : Draw(i)).ToArray()),
        ];
    }

    private static string FindRoot([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
