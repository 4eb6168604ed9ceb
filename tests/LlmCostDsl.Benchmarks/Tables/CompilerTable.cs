using System.Globalization;
using LlmCostDsl.Benchmarks.Compilation;
using LlmCostDsl.Benchmarks.Generation;

namespace LlmCostDsl.Benchmarks.Tables;

/// <summary>What a build costs: the generator over the whole catalogue beside the C# compiler on its output, edits, and models of many operators.</summary>
internal static class CompilerTable
{
    private const int Strokes = 24;

    private static readonly int[] Lengths = [80, 160, 320, 640];

    public static void Print(TextWriter output)
    {
        var project = new CatalogueProject();
        var race = new Race();
        race.Add("everything", () => project.Everything());
        race.Add("unrelated", () => project.UnrelatedEdit());
        race.Add("keystroke", () => project.Keystroke());
        race.Add("title", () => project.TitleStroke());
        var strokes = project.Titles.Where((_, i) => i % Math.Max(1, project.Titles.Count / Strokes) == 0).ToList();
        for (var i = 0; i < strokes.Count; i++)
        {
            var title = strokes[i];
            race.Add($"stroke {i}", () => project.TitleStroke(title));
        }

        race.Add("C#", () => project.CompileOutput());
        var phases = new PhaseBenchmarks();
        phases.SetUp();
        foreach (var (name, work) in Phases(phases))
        {
            race.Add(name, () => work() is null ? double.NaN : 1);
        }

        foreach (var (length, model) in Lengths.Select(l => (l, new LongModel(l))))
        {
            race.Add($"{length} operators", () => model.Compile());
        }

        var times = race.Run(turns: 8);
        string Time(string name) => EvaluatorTable.Nanoseconds(times[name].Seconds);
        string Ratio(string name, string to) => (times[name].Seconds / times[to].Seconds).ToString("0.0000", CultureInfo.InvariantCulture);

        output.WriteLine("| the whole catalogue in a build | time | of the generator |");
        output.WriteLine("| --- | ---: | ---: |");
        output.WriteLine($"| the generator, from nothing | {Time("everything")} | 1 |");
        output.WriteLine($"| the C# compiler on its output | {Time("C#")} | {Ratio("C#", "everything")} |");
        output.WriteLine($"| the generator after a character in a comment of a file of models | {Time("keystroke")} | {Ratio("keystroke", "everything")} |");
        var median = $"stroke {Enumerable.Range(0, strokes.Count).OrderBy(i => times[$"stroke {i}"].Seconds).ElementAt(strokes.Count / 2)}";
        output.WriteLine($"| the generator after a character in a model or a device, the median of {strokes.Count} of them | {Time(median)} | {Ratio(median, "everything")} |");
        output.WriteLine($"| the generator after a character in the model that most analyses use | {Time("title")} | {Ratio("title", "everything")} |");
        output.WriteLine($"| the generator after an edit of C# | {Time("unrelated")} | {Ratio("unrelated", "everything")} |");
        output.WriteLine();
        output.WriteLine("| one analysis, Llama2Chat, each with all before it | time |");
        output.WriteLine("| --- | ---: |");
        foreach (var (name, _) in Phases(phases))
        {
            output.WriteLine($"| {name} | {Time(name)} |");
        }

        output.WriteLine();
        output.WriteLine("| operators, no two alike | text to C# | an operator |");
        output.WriteLine("| ---: | ---: | ---: |");
        foreach (var length in Lengths)
        {
            var name = $"{length} operators";
            output.WriteLine($"| {length} | {Time(name)} | {EvaluatorTable.Nanoseconds(times[name].Seconds / length)} |");
        }
    }

    private static IEnumerable<(string Name, Func<object?> Work)> Phases(PhaseBenchmarks phases)
    {
        yield return ("parsing the file of its architecture", phases.Parse);
        yield return ("loading the catalogue", phases.Load);
        yield return ("to the end of binding", phases.Bind);
        yield return ("to the end of the graph, loaded", phases.Graph);
        yield return ("to the plan, loaded", phases.Plan);
        yield return ("compiling the plan in memory, by itself", phases.Delegates);
        yield return ("writing its C#, by itself", phases.Emit);
    }
}
