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
    public void Profile()
    {
        var root = AppContext.BaseDirectory;
        while (!Directory.Exists(Path.Combine(root, "specs"))) root = Path.GetDirectoryName(root)!;
        root = Path.Combine(root, "specs");
        var options = new GeneratorOptions(new LlmCostDsl.Compiler.Emit.EmitOptions("Demo"), CatalogueMode.None, root, 1200);
        for (var i = 0; i < 3; i++)
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            var files = LlmCostDsl.Compiler.Support.EquatableArray.ToEquatable(Directory.EnumerateFiles(root, "*.llmspec", SearchOption.AllDirectories).Select(f => SpecSurface.Of(new SpecText(f, File.ReadAllText(f), ""), options)));
            foreach (var f in files) _ = f.Names;
            output.WriteLine($"parse {clock.ElapsedMilliseconds} ms"); clock.Restart();
            var units = UnitPlan.Of(files, options);
            output.WriteLine($"plan {clock.ElapsedMilliseconds} ms {units.Count} units"); clock.Restart();
            for (var k = 0; k < 200; k++) units[0].Snapshot.NewCompiler();
            output.WriteLine($"200 new compilers {clock.ElapsedMilliseconds} ms"); clock.Restart();
            var times = units.Select(u => { clock.Restart(); UnitCompiler.Compile(u, default); return (u, clock.Elapsed.TotalMilliseconds); }).ToList();
            foreach (var g in times.GroupBy(t => t.u.Target.Declaration?.Kind.ToString() ?? "other")) output.WriteLine($"{g.Key} {g.Count()} {g.Sum(t => t.TotalMilliseconds):0}");
            foreach (var t in times.OrderByDescending(t => t.TotalMilliseconds).Take(8)) output.WriteLine($"{t.u} {t.TotalMilliseconds:0}");
        }
    }
}
