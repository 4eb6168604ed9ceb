using LlmCostDsl.Analysis.Reports;

namespace LlmCostDsl.Cli.Hosting;

/// <summary>Puts documents and lines on a context's output.</summary>
internal static class Screen
{
    public static void Show(CliContext context, IEnumerable<Block> document, bool isWide = false)
        => Show(context, TextRenderer.Lines(document, isWide ? null : context.TableWidth, isWrapped: context.Width is not null));

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
}
