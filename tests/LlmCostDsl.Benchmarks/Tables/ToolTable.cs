using System.Diagnostics;
using System.Globalization;

namespace LlmCostDsl.Benchmarks.Tables;

/// <summary>The tool as people start it, from cold, beside a program that says hello; and grids of ten million points.</summary>
internal static class ToolTable
{
    private const int Starts = 15;

    public static void Print(TextWriter output)
    {
        var tool = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../LlmCostDsl.Cli/release/llmspec.dll"));
        if (!File.Exists(tool))
        {
            output.WriteLine($"there is no {tool}: build src/LlmCostDsl.Cli in Release first");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("llmspec-table-");
        try
        {
            var hello = BuildHello(folder.FullName);
            var grid = "sweep Llama2_7B --on A6000 --batch 1..1000 --prompt 1..1000:+10 --output 1..100 --want latency,memory.total";
            (string Name, string Command)[] starts =
            [
                ("a program that says hello", hello), ("`llmspec --version`", $"{tool} --version"), ("`llmspec check`, a file", $"{tool} check {Spec(folder.FullName)}"),
                ("`llmspec analyze Llama2_7B --on A6000`", $"{tool} analyze Llama2_7B --on A6000"),
                ("the same with `--apply flash_attention`", $"{tool} analyze Llama2_7B --on A6000 --apply flash_attention"),
            ];
            var times = starts.ToDictionary(s => s.Name, _ => double.PositiveInfinity);
            for (var start = 0; start < Starts; start++)
            {
                foreach (var (name, command) in starts)
                {
                    times[name] = Math.Min(times[name], Start(command));
                }
            }

            output.WriteLine("| from cold | time | of a program that says hello |");
            output.WriteLine("| --- | ---: | ---: |");
            foreach (var (name, _) in starts)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {EvaluatorTable.Nanoseconds(times[name])} | {times[name] / times[starts[0].Name]:0.0} |"));
            }

            output.WriteLine();
            output.WriteLine("| 10⁷ points, two figures, the whole command | time | a point |");
            output.WriteLine("| --- | ---: | ---: |");
            foreach (var (name, command) in new[] { ("`--keep best:10:latency`", " --keep best:10:latency"), ("`--keep pareto:latency,memory.total`", " --keep pareto:latency,memory.total"), ("`--format csv`", "") })
            {
                var time = Enumerable.Range(0, 3).Min(_ => Start($"{tool} {grid}{command}"));
                output.WriteLine($"| {name} | {EvaluatorTable.Nanoseconds(time)} | {EvaluatorTable.Nanoseconds(time / 1e7)} |");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string BuildHello(string folder)
    {
        var project = Path.Combine(folder, "hello", "hello.csproj");
        Directory.CreateDirectory(Path.GetDirectoryName(project)!);
        File.WriteAllText(project, "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>");
        File.WriteAllText(Path.Combine(folder, "hello", "Program.cs"), "System.Console.WriteLine(\"hello\");");
        Start($"build {project} -c Release -o {Path.Combine(folder, "out")} -v q --nologo");
        return Path.Combine(folder, "out", "hello.dll");
    }

    private static string Spec(string folder)
    {
        var path = Path.Combine(folder, "yardsticks.llmspec");
        using var text = new StreamReader(typeof(ToolTable).Assembly.GetManifestResourceStream("yardsticks.llmspec")!);
        File.WriteAllText(path, text.ReadToEnd());
        return path;
    }

    // What it writes is read, as by whoever wants it.
    private static double Start(string arguments)
    {
        var watch = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var buffer = new char[1 << 16];
        while (process.StandardOutput.ReadBlock(buffer) > 0)
        {
        }

        process.WaitForExit();
        return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(watch).TotalSeconds : throw new InvalidOperationException($"dotnet {arguments} failed");
    }
}
