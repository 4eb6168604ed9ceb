using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <content>Words that belong to no declaration.</content>
internal sealed partial class BoundProgram
{
    /// <summary>The words of the modules a file sees.</summary>
    public static IEnumerable<ModuleWords> WordsNear(SpecFile file) => file.VisibleModules().Select(m => m.Words);

    /// <summary>The words of all the other modules.</summary>
    public IEnumerable<ModuleWords> WordsFar(SpecFile file) => Modules.Except(file.VisibleModules()).Select(m => m.Words);

    /// <summary>Warns of a word that nothing in the program is called.</summary>
    public void CheckWord(Place place, string word, SourceSpan at)
    {
        if (place.IsChecked && word.Length > 0
            && !WordsNear(place.File).Any(w => w.IsAskable(word))
            && !WordsFar(place.File).Any(w => w.IsAskable(word)))
        {
            place.Report(at.UnknownWord(word, Spelling.Suggest(word, Modules.SelectMany(m => m.Words.Askable))));
        }
    }
}
