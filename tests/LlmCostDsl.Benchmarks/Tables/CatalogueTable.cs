using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LlmCostDsl.Benchmarks.Generation;

namespace LlmCostDsl.Benchmarks.Tables;

/// <summary>What each family of models costs a build that imports it alone, beside a build that has all of the catalogue.</summary>
internal static class CatalogueTable
{
    public static void Print(TextWriter output)
    {
        var whole = new CatalogueProject();
        var generator = CarriedGenerator.Load();
        var families = Catalogue.Files.Where(f => f.Path.StartsWith("models/", StringComparison.Ordinal))
            .Select(f => (Module: f.Path.Replace('/', '.').Replace('-', '_').Replace(".llmspec", string.Empty, StringComparison.Ordinal), Models: Regex.Count(f.Content, "^model ", RegexOptions.Multiline)))
            .Select(f => (f.Module, f.Models, Project: new ImportingProject(f.Module, generator)))
            .ToList();
        var race = new Race();
        race.Add("everything", () => whole.Everything());
        foreach (var family in families)
        {
            race.Add(family.Module, () => family.Project.Generate());
        }

        var times = race.Run(turns: 3);
        output.WriteLine("| a project that imports | models | the generator | of all | C# | a model |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        Row("everything there is", families.Sum(f => f.Models), "everything", whole.Output.Sum(t => (long)Encoding.UTF8.GetByteCount(t)));
        foreach (var (module, models, project) in families)
        {
            Row($"`{module}`", models, module, project.Size);
        }

        void Row(string title, int models, string name, long size)
        {
            var seconds = times[name].Seconds;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {title} | {models} | {EvaluatorTable.Nanoseconds(seconds)} | {seconds / times["everything"].Seconds:0.0000} | {size / 1000.0:0} kB | {EvaluatorTable.Nanoseconds(seconds / models)}, {size / 1000.0 / models:0.0} kB |"));
        }
    }
}
