using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <content>Words that belong to no declaration.</content>
internal sealed partial class BoundProgram
{
    // How many names are still looked at for suggestions.
    private const int SuggestionBudget = 1_000_000;

    private int suggestionsLeft = SuggestionBudget;

    /// <summary>The words of the modules a file sees, and of those that they import.</summary>
    public static IEnumerable<ModuleWords> WordsNear(SpecFile file) => Reachable(file).Select(m => m.Words);

    /// <summary>The words of all the other modules.</summary>
    public IEnumerable<ModuleWords> WordsFar(SpecFile file) => Modules.Except(Reachable(file)).Select(m => m.Words);

    /// <summary>The words there are for suggestions.</summary>
    public IEnumerable<ModuleWords> WordsOf(Place place) => place.IsChecked ? Modules.Select(m => m.Words) : WordsNear(place.File);

    private static IEnumerable<SpecModule> Reachable(SpecFile file)
    {
        var seen = new HashSet<SpecModule>();
        var open = new Queue<SpecModule>(file.VisibleModules());
        while (open.Count > 0)
        {
            var module = open.Dequeue();
            if (seen.Add(module))
            {
                yield return module;
                foreach (var import in module.Files.SelectMany(f => f.Imports))
                {
                    open.Enqueue(import);
                }
            }
        }
    }

    /// <summary>
    /// The nearest of some names. Looking costs time for each name there is, so a text with thousands of mistakes gets suggestions for the first ones only.
    /// </summary>
    public string? Suggest(string word, IEnumerable<string> candidates)
    {
        if (suggestionsLeft <= 0)
        {
            return null;
        }

        return Spelling.Suggest(word, candidates.TakeWhile(_ => suggestionsLeft-- > 0));
    }

    /// <summary>Warns of a word that nothing in the program is called.</summary>
    public void CheckWord(Place place, string word, SourceSpan at)
    {
        if (place.IsChecked && word.Length > 0
            && !WordsNear(place.File).Any(w => w.IsAskable(word))
            && !WordsFar(place.File).Any(w => w.IsAskable(word)))
        {
            place.Report(at.UnknownWord(word, Suggest(word, Modules.SelectMany(m => m.Words.Askable))));
        }
    }

    /// <summary>Refuses a word for a parameter that nothing of its type is called.</summary>
    public void CheckWordOf(Place place, SpecType type, string word, SourceSpan at)
    {
        if (place.IsChecked && word.Length > 0
            && !WordsNear(place.File).Any(w => w.Has(type, word))
            && !WordsFar(place.File).Any(w => w.Has(type, word)))
        {
            place.Report(at.NoSuchWord(type.Name, word, Suggest(word, Modules.SelectMany(m => m.Words.Of(type)))));
        }
    }
}
