using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Analysis.Reports;

namespace LlmCostDsl.Cli.Commands;

/// <summary>Answers requests line by line, in order.</summary>
internal sealed class RequestRunner(QuestionDesk desk, TextWriter output)
{
    /// <param name="isLive">Whether somebody may be waiting for each answer before asking on.</param>
    /// <returns>Whether all lines could be answered.</returns>
    public bool Run(TextReader lines, bool isLive)
    {
        var isFine = true;
        for (var number = 1; lines.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var outcome = Ask(line);
            isFine &= outcome.Answer is not null;
            output.Write(outcome.Answer is { } answer ? JsonReport.Write(answer, indented: false) : JsonReport.WriteError(number, outcome.Reason));
            output.Write('\n');
            if (isLive)
            {
                output.Flush();
            }
        }

        return isFine;
    }

    private Outcome Ask(string line)
    {
        var (request, settings, error) = RequestLine.Parse(line);
        if (request is null)
        {
            return Outcome.Failed([error!]);
        }

        try
        {
            return desk.Ask(request, settings);
        }
        catch (Exception e) when (e is not IOException)
        {
            // One line that finds a fault of the compiler must not take the others with it.
            return Outcome.Failed([$"this is a fault of llmspec itself, not of its input: {e.Message}"]);
        }
    }
}
