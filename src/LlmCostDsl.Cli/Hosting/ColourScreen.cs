using LlmCostDsl.Analysis.Reports;
using Spectre.Console;

namespace LlmCostDsl.Cli.Hosting;

/// <summary>Tones as colours. By itself, so that Spectre.Console is only loaded where there is a terminal.</summary>
internal static class ColourScreen
{
    public static void Show(TextWriter output, IEnumerable<IReadOnlyList<Analysis.Reports.Segment>> lines)
    {
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.Standard, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = int.MaxValue;
        foreach (var line in lines)
        {
            foreach (var segment in line)
            {
                console.Write(new Text(segment.Text, Look(segment.Tone)));
            }

            console.WriteLine();
        }
    }

    private static Style Look(Tone tone) => tone switch
    {
        Tone.Strong => new(decoration: Decoration.Bold),
        Tone.Dim => new(decoration: Decoration.Dim),
        Tone.Accent => new(Color.Teal),
        Tone.Caution => new(Color.Olive),
        Tone.Alarm => new(Color.Maroon, decoration: Decoration.Bold),
        _ => Style.Plain,
    };
}
