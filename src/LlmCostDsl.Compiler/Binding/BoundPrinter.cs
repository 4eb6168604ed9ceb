using System.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>Writes what binding made of a question: what its names led to, and the type of everything it defines.</summary>
internal static class BoundPrinter
{
    public static string Print(AnalysisSymbol analysis)
    {
        var text = new StringBuilder();
        text.Append("analysis ").Append(analysis.Name).Append('\n');
        if (analysis.Model is { } model)
        {
            text.Append("  model ").Append(model).Append(" : ").Append(model.Base?.ToString() ?? model.Architecture.ToString());
            text.Append('(').Append(string.Join(", ", model.Arguments.Concat(analysis.ModelArguments).Select(Argument))).Append(")\n");
        }

        foreach (var apply in analysis.Transforms)
        {
            text.Append("  apply ").Append(apply.Transform).Append('(').Append(string.Join(", ", apply.Arguments.Select(Argument))).Append(')');
            text.Append(apply.When is { } when ? " when " + when.At.Text : string.Empty).Append('\n');
        }

        Write(text, "schedule", analysis.Schedule, analysis.ScheduleArguments);
        Write(text, "timing", analysis.Timing, analysis.TimingArguments);
        if (analysis.Device is { } device)
        {
            text.Append("  on ").Append(device).Append('\n');
        }

        foreach (var input in analysis.Inputs)
        {
            text.Append("  input ").Append(input.Name).Append(": ").Append(input.Type.Name);
            text.Append(input.Low is { } low ? $" in {low.At.Text}..{input.High?.At.Text}" : string.Empty);
            text.Append(input.Default is { } otherwise ? " = " + otherwise.At.Text : string.Empty).Append('\n');
        }

        Definitions(text, analysis.Definitions, "  ");
        foreach (var sensitivity in analysis.Sensitivities)
        {
            text.Append("  sensitivity ").Append(string.Join(", ", sensitivity.Outputs.Select(o => $"{o.Path}: {o.Type.Name}")));
            text.Append(sensitivity.Variables is { } v ? " to " + string.Join(", ", v.Select(x => x.Text)) : string.Empty).Append('\n');
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, string kind, DefinitionsSymbol? symbol, IEnumerable<BoundArgument> arguments)
    {
        if (symbol is not null)
        {
            text.Append("  ").Append(kind).Append(' ').Append(symbol).Append('(').Append(string.Join(", ", arguments.Select(Argument))).Append(")\n");
            Definitions(text, symbol.Definitions, "    ");
        }
    }

    private static void Definitions(StringBuilder text, IEnumerable<BoundStatement> statements, string indent)
    {
        foreach (var definition in statements.OfType<BoundDefinition>())
        {
            text.Append(indent).Append(definition.IsPrivate ? "let " : string.Empty).Append(definition.Path);
            text.Append(definition.Parameters is { } p ? "(" + string.Join(", ", p) + ")" : string.Empty);
            text.Append(": ").Append(definition.Type.Name).Append(" = ").Append(OneLine(definition.Value.At.Text)).Append('\n');
        }
    }

    private static string Argument(BoundArgument argument) => argument.Parameter + ": " + OneLine(argument.Value.At.Text);

    private static string OneLine(string text) => string.Join(" ", text.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(l => l.Trim()));
}
