using System.CommandLine;
using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Analysis.Sweeps;
using LlmCostDsl.Cli.Hosting;
using LlmCostDsl.Compiler;

namespace LlmCostDsl.Cli.Commands;

/// <summary><c>llmspec sweep</c>: a grid of questions, a row each.</summary>
internal sealed class SweepCommand : IInputCommand
{
    private readonly CliContext context;
    private readonly SweepOptions question = new();
    private readonly Option<string> format = new("--format") { Description = "csv, jsonl or table.", HelpName = "FORMAT", DefaultValueFactory = _ => "csv" };
    private readonly Option<string?> shard = new("--shard") { Description = "One slice of several, 0/8 to 7/8; joined in order they are the whole.", HelpName = "NUMBER/COUNT" };
    private readonly Option<bool> noHeader = new("--no-header") { Description = "Rows only; a shard other than 0 has no header anyway." };
    private readonly Option<int> threads = new("--threads") { Description = "As many as there are processors without it.", HelpName = "COUNT", DefaultValueFactory = _ => Environment.ProcessorCount };
    private readonly DeviceFileOption deviceFile = new();
    private readonly Option<string[]> spec = new("--spec") { Description = "A spec file, or a folder of them; repeatable.", HelpName = "FILE" };

    public SweepCommand(CliContext context)
    {
        this.context = context;
        format.AcceptOnlyFromAmong("csv", "jsonl", "table");
        Command = new("sweep", "Every combination of targets, devices, transforms and values of inputs, a row each. Values are set by --NAME VALUES.") { question.Targets };
        foreach (var option in question.All.Concat([format, shard, noHeader, threads, deviceFile.Option, spec]))
        {
            Command.Options.Add(option);
        }

        Command.SetAction(Run);
    }

    public Command Command { get; }

    /// <summary>What was set by <c>--NAME VALUES</c>.</summary>
    public IReadOnlyList<InputSetting> Inputs { get; set; } = [];

    private int Run(ParseResult parse)
    {
        if (Slice(parse) is not { } slice || question.Request(parse, Inputs, context) is not { } request
            || SpecFiles.Read(context, parse.GetValue(spec) ?? []) is not { } specs || deviceFile.Read(parse, context, isChosen: true) is not { } devices)
        {
            return ExitCode.Usage;
        }

        // Without --on, all devices of the files are an axis.
        request = request.Devices.Count == 0 ? request with { Devices = deviceFile.Names } : request;
        var outcome = new SweepDesk(SpecCompiler.Load([.. specs, .. devices]), context.Witness).Prepare(request);
        if (outcome.Sweep is not { } sweep)
        {
            return Screen.Refuse(context, outcome.Errors, outcome.Diagnostics);
        }

        var rows = parse.GetValue(format) switch
        {
            "jsonl" => new JsonRows(sweep),
            "table" => new TableRows(sweep),
            _ => (RowFormat)new CsvRows(sweep),
        };
        var figures = sweep.Columns.Select(c => c.Name).ToList();
        Func<Keeper>? newKeeper = request.Keep is { } rule ? () => rule.Keeper(figures) : null;
        var hasHeader = !parse.GetValue(noHeader) && slice.Number == 0;
        return Report(Write(new(sweep, rows, newKeeper, parse.GetValue(threads)), slice, hasHeader));
    }

    private SweepSummary Write(SweepRun run, Shard slice, bool hasHeader)
    {
        using var bar = context.IsWatched ? new ProgressBar(context.Error) : null;
        return run.Write(context.Out, slice, hasHeader, bar is null ? null : bar.Report, context.Interruptible());
    }

    private int Report(SweepSummary summary)
    {
        if (summary.Refused > 0)
        {
            Screen.Complain(context, $"{summary.Refused} of {summary.Done} points are refused, with the reason in their rows");
        }

        if (!summary.IsComplete)
        {
            Screen.Complain(context, $"stopped after {summary.Done} of {summary.Total} points; what is written is whole");
            return ExitCode.Interrupted;
        }

        return ExitCode.Fine;
    }

    // Null after a complaint.
    private Shard? Slice(ParseResult parse)
    {
        var (slice, error) = parse.GetValue(shard) is { } text ? Shard.Parse(text) : (Shard.Whole, null);
        error ??= parse.GetValue(shard) is not null && parse.GetValue(format) == "table" ? "tables of several shards cannot be joined; with --shard, ask for csv or jsonl"
            : parse.GetValue(threads) < 1 ? "'--threads' is at least 1" : null;
        if (error is not null)
        {
            Screen.Complain(context, error);
            return null;
        }

        return slice;
    }
}
