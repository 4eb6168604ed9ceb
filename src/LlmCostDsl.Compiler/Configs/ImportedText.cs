using System.Globalization;
using System.Text;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Syntax.Formatting;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Configs;

/// <summary>The declaration that a reading comes to, as one would write it by hand.</summary>
internal sealed record ImportedText(string Name, string Title, string Source, ArchitectureSymbol Architecture, ConfigReading Reading)
{
    private const int Width = 140;

    private static readonly HashSet<string> Reserved = ["and", "or", "not", "if", "then", "else", "in", "is", "true", "false"];

    public string Write(IEnumerable<FilledParameter> parameters, IEnumerable<StatedFact> facts)
    {
        var text = new StringBuilder("llmspec 1\n");
        foreach (var module in Reading.Modules.Append(Architecture.Module).Where(m => m.Length > 0 && m != SpecLibrary.Prelude).Distinct().OrderBy(m => m, StringComparer.Ordinal))
        {
            text.Append("import ").Append(module).Append('\n');
        }

        text.Append('\n').Append(Head(parameters)).Append(" {\n");
        text.Append("title ").Append(WrittenValue.Text(Title)).Append('\n');
        text.Append("source ").Append(WrittenValue.Text(Source)).Append('\n');
        foreach (var apply in Reading.Applies)
        {
            text.Append(apply).Append('\n');
        }

        foreach (var fact in facts)
        {
            text.Append("expect ").Append(fact.Fact).Append(" == ").Append(Number(fact)).Append('\n');
        }

        text.Append("}\n");
        var written = text.ToString();
        return SpecFormatter.Format(new SourceText(Name, written)).Text ?? written;
    }

    /// <summary>A name of the language, made of whatever names a model: the last part of a path, without what cannot stand in a name.</summary>
    public static string NameOf(string title)
    {
        var last = title.Split('/', '\\').LastOrDefault(p => p.Trim().Length > 0) ?? title;
        var name = SpecLibrary.AsName(last.Trim()).Trim('_');
        name = name.Length > 80 ? name.Substring(0, 80) : name;
        return name.Length == 0 ? "Imported" : char.IsDigit(name[0]) || Reserved.Contains(name) ? "Model_" + name : name;
    }

    public static bool IsName(string name)
        => name.Length is > 0 and <= 200 && !char.IsDigit(name[0]) && !Reserved.Contains(name) && name.All(c => c == '_' || (c < 128 && char.IsLetterOrDigit(c)));

    private string Head(IEnumerable<FilledParameter> parameters)
    {
        var head = new StringBuilder();
        var line = $"model {Name} : {Architecture.Name}(";
        var isFirst = true;
        foreach (var parameter in parameters)
        {
            var next = $"{parameter.Parameter.Name}: {parameter.Text}";
            line += isFirst ? string.Empty : ",";
            if (!isFirst && line.Length + next.Length > Width)
            {
                head.Append(line).Append('\n');
                line = "    " + next;
            }
            else
            {
                line += (isFirst ? string.Empty : " ") + next;
            }

            isFirst = false;
        }

        return head.Append(line).Append(')').ToString();
    }

    private static string Number(StatedFact fact)
    {
        // The figure that was found, so that the spec says what it was confirmed with; exact where the file's is.
        var digits = fact.Stated.ToString("N0", CultureInfo.InvariantCulture).Replace(',', '_');
        return digits + (fact.Fact == "weights" ? " B" : string.Empty)
            + (fact.Within > 0 ? $" within {(fact.Within * 100).ToString("0.######", CultureInfo.InvariantCulture)}%" : string.Empty);
    }
}
