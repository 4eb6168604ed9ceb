using LlmCostDsl.Analysis.Reports;
using LlmCostDsl.Compiler.Diagnostics;

namespace LlmCostDsl.Cli.Hosting;

/// <summary>Puts documents and lines on a context's output.</summary>
internal static class Screen
{
    public static void Show(CliContext context, IEnumerable<Block> document, bool isWide = false)
        => Show(context, TextRenderer.Lines(document, isWide ? null : context.TableWidth, isWrapped: context.Width is not null));

    /// <summary>A document in the form that was asked for: <c>json</c>, <c>markdown</c>, or text.</summary>
    /// <param name="json">What there is in place of the document.</param>
    public static void ShowAs(CliContext context, string form, IEnumerable<Block> document, Func<string> json)
    {
        switch (form)
        {
            case "json":
                context.Out.Write(json() + "\n");
                break;
            case "markdown":
                context.Out.Write(MarkdownRenderer.Render(document));
                break;
            default:
                Show(context, document);
                break;
        }
    }

    public static void Show(CliContext context, IEnumerable<IReadOnlyList<Segment>> lines)
    {
        if (context.HasColour)
        {
            ColourScreen.Show(context.Out, lines);
            return;
        }

        foreach (var line in lines)
        {
            foreach (var segment in line)
            {
                context.Out.Write(segment.Text);
            }

            context.Out.Write('\n');
        }
    }

    /// <summary>One complaint of the command itself.</summary>
    public static void Complain(CliContext context, string message) => context.Error.Write($"llmspec: {message}\n");

    /// <summary>What is wrong with the specs.</summary>
    public static void ShowErrors(CliContext context, IEnumerable<Diagnostic> diagnostics)
        => context.Error.Write(DiagnosticRenderer.Render(diagnostics.Where(d => d.Severity == Severity.Error)));

    /// <summary>Why there is no answer; the exit code that says whose fault it is.</summary>
    /// <param name="errors">About the question.</param>
    /// <param name="diagnostics">About the specs.</param>
    public static int Refuse(CliContext context, IEnumerable<string> errors, IEnumerable<Diagnostic> diagnostics)
    {
        var code = ExitCode.Errors;
        foreach (var error in errors)
        {
            Complain(context, error);
            code = ExitCode.Usage;
        }

        ShowErrors(context, diagnostics);
        return code;
    }
}
