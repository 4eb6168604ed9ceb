using LlmCostDsl.Generator.Tests.Driving;
using Xunit.Abstractions;

namespace LlmCostDsl.Generator.Tests;

public sealed class SmokeTests(ITestOutputHelper output)
{
    [Fact]
    public void Runs()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        for (var i = 0; i < 3; i++)
        {
            clock.Restart();
            var run = new GeneratorRun([("chat.llmspec", """
                import models.llama
                import hardware.nvidia

                analysis Chat {
                    model Llama2_7B
                    schedule generate(prompt, output)
                    timing roofline
                    on A6000
                    input prompt: count in 1..4096 = 1024
                    input output: count in 1..4096 = 256
                    expect memory.total < 48 GB
                }
                """)]);
            var result = run.Run();
            output.WriteLine($"{clock.ElapsedMilliseconds} ms");
            foreach (var s in result.Sources) output.WriteLine(s.Key + " " + s.Value.Length);
            foreach (var s in result.Diagnostics) output.WriteLine(s);
            foreach (var s in result.Compiled) output.WriteLine(s);
            foreach (var d in run.Updated.GetDiagnostics().Where(d => d.Severity > 0)) output.WriteLine(d.ToString());
        }
    }

    [Fact]
    public void Catalogue()
    {
        var root = AppContext.BaseDirectory;
        while (!Directory.Exists(Path.Combine(root, "specs"))) root = Path.GetDirectoryName(root)!;
        root = Path.Combine(root, "specs");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        for (var i = 0; i < 3; i++)
        {
            clock.Restart();
            var run = new GeneratorRun(Directory.EnumerateFiles(root, "*.llmspec", SearchOption.AllDirectories).Select(f => (Path.GetRelativePath(root, f), File.ReadAllText(f))), [("LlmSpecCatalogue", "none")]);
            var result = run.Run();
            output.WriteLine($"{clock.ElapsedMilliseconds} ms");
            if (i > 0) continue;
            output.WriteLine(string.Join(" ", result.Sources.Keys));
            foreach (var s in result.Diagnostics) output.WriteLine(s);
            output.WriteLine(result.Compiled.Count.ToString());
            foreach (var d in run.Updated.GetDiagnostics().Where(d => d.Severity > 0)) output.WriteLine(d.ToString());
        }
    }
}
