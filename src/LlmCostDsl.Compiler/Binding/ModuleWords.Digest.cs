using System.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <content>All words as one text, for hosts that have to know whether they changed.</content>
internal sealed partial class ModuleWords
{
    /// <summary>Equal for two modules only if they offer the same words with the same types, in the same order.</summary>
    public string Digest()
    {
        var text = new StringBuilder();
        foreach (var typed in new[] { OperatorParameters, ArchitectureParameters, StepParameters, TimingDefinitions })
        {
            foreach (var word in typed)
            {
                text.Append(word.Key).Append(':').Append(string.Join("|", word.Value.Select(t => t.ToString()))).Append(' ');
            }

            text.Append(';');
        }

        foreach (var words in new[] { Operators, Fused, Nodes, Tags, Phases, Indices, Stores, Results })
        {
            text.Append(string.Join(" ", words)).Append(';');
        }

        return text.ToString();
    }
}
