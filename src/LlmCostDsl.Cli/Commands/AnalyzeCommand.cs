using System.CommandLine;
using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Analysis.Reports;
using LlmCostDsl.Analysis.Sensitivities;
using LlmCostDsl.Analysis.Solving.Fits;
using LlmCostDsl.Cli.Hosting;
using LlmCostDsl.Compiler.Diagnostics;

namespace LlmCostDsl.Cli.Commands;

/// <summary><c>llmspec analyze</c>: one question, or a file of them.</summary>
internal sealed class AnalyzeCommand : IInputCommand
{
    private readonly CliContext context;
    private readonly QuestionOptions question = new();
    private readonly Argument<string?> target = new("TARGET") { Arity = ArgumentArity.ZeroOrOne, Description = "An analysis or a model." };
    private readonly Option<string?> requests = new("--requests") { Description = "Questions as JSON Lines, one result line each; '-' reads them from the input.", HelpName = "FILE" };
    private readonly Option<string> format = new("--format") { Description = "table, json, csv or markdown.", HelpName = "FORMAT", DefaultValueFactory = _ => "table" };
    private readonly Option<bool> sensitivity = new("--sensitivity") { Description = "Also what one percent more of each figure of the device and each input would change." };
    private readonly Option<string[]> want = new("--want") { Description = "The outputs of --sensitivity, with commas; without it times, memory, price and energy.", HelpName = "OUTPUT,…" };
    private readonly Option<bool> wide = new("--wide") { Description = "All columns." };

    public AnalyzeCommand(CliContext context)
    {
        this.context = context;
        format.AcceptOnlyFromAmong("table", "json", "csv", "markdown");
        Command = new("analyze", "Costs of a model on a device, operator by operator. Any input of the target can be set by --NAME VALUE.") { target, sensitivity, want, format, wide, requests };
        question.AddTo(Command);
        Command.SetAction(Run);
    }

    public Command Command { get; }

    public IReadOnlyList<InputSetting> Inputs { get; set; } = [];

    private int Run(ParseResult parse)
    {
        if (parse.GetValue(requests) is { } file)
        {
            return RunRequests(parse, file);
        }

        if (parse.GetValue(target) is not { } name)
        {
            Screen.Complain(context, "analyze needs a TARGET: an analysis or a model, see 'llmspec list analyses' and 'llmspec list models'");
            return ExitCode.Usage;
        }

        if (parse.GetResult(want) is not null && !parse.GetValue(sensitivity))
        {
            Screen.Complain(context, "--want says whose sensitivity is shown; add --sensitivity");
            return ExitCode.Usage;
        }

        if (question.Settings(parse, context) is not { } settings || question.Specs(parse, context) is not { } specs)
        {
            return ExitCode.Usage;
        }

        var outcome = context.Desk(specs).Ask(question.Request(parse, name), [.. settings, .. Inputs]);
        if (outcome.Answer is not { } answer)
        {
            return Screen.Refuse(context, outcome.Errors.Select(e => e + OptionNear(e)), outcome.Diagnostics);
        }

        var (found, errors) = parse.GetValue(sensitivity) ? new SensitivityDesk(context.Witness).Ask(answer, Wanted(parse)) : (null, []);
        if (errors.Count > 0)
        {
            return Screen.Refuse(context, errors, []);
        }

        Show(answer, found, parse.GetValue(format)!, parse.GetValue(wide));
        return ExitCode.Fine;
    }

    private IReadOnlyList<string> Wanted(ParseResult parse) => [.. (parse.GetValue(want) ?? []).SelectMany(t => t.Split(',', StringSplitOptions.TrimEntries))];

    private void Show(Answer answer, Sensitivity? found, string form, bool isWide)
    {
        var fits = form == "csv" ? [] : FitDesk.Ask(answer);
        switch (form)
        {
            case "json":
                context.Out.Write(JsonReport.Write(answer, indented: true, found, fits) + "\n");
                break;
            case "csv":
                context.Out.Write(found is null ? CsvReport.Write(answer) : SensitivityCsv.Write(found));
                break;
            case "markdown":
                context.Out.Write(MarkdownRenderer.Render(AnswerDocument.Build(answer, isWide, isTree: false, found, fits)));
                break;
            default:
                Screen.Show(context, AnswerDocument.Build(answer, isWide, isTree: true, found, fits), isWide);
                break;
        }
    }

    // A misspelt option looks like an input that does not exist.
    private string OptionNear(string error)
        => Inputs.FirstOrDefault(i => error.Contains($"no input '{i.Name}'", StringComparison.Ordinal))?.Name is { } name
            && Spelling.Suggest("--" + name, Command.Options.Select(o => o.Name)) is { } option
            ? $"; or is the option '{option}' meant?" : string.Empty;

    private int RunRequests(ParseResult parse, string file)
    {
        // A flag that is not given has a result of its own, the one it would have by itself.
        var own = new Option[] { sensitivity, want }.Where(o => parse.GetResult(o) is { Implicit: false }).Select(o => o.Name);
        var misplaced = question.GivenWithoutTarget(parse).Concat(own).Concat(Inputs.Select(i => "--" + i.Name)).Concat(parse.GetValue(target) is { } t ? [t] : []).ToList();
        if (misplaced.Count > 0)
        {
            Screen.Complain(context, $"'{misplaced[0]}' cannot be combined with --requests: each line says for itself what it asks");
            return ExitCode.Usage;
        }

        if (question.Specs(parse, context) is not { } specs)
        {
            return ExitCode.Usage;
        }

        try
        {
            using var opened = file == "-" ? null : new StreamReader(file);
            return new RequestRunner(context.Desk(specs), context.Out).Run(opened ?? context.In, isLive: file == "-")
                ? ExitCode.Fine : ExitCode.Errors;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            Screen.Complain(context, $"'{file}' cannot be read: {e.Message}");
            return ExitCode.Usage;
        }
    }
}
