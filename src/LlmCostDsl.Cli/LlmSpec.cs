using System.CommandLine;
using LlmCostDsl.Cli.Commands;
using LlmCostDsl.Cli.Hosting;

namespace LlmCostDsl.Cli;

/// <summary>The tool as one function of its arguments and its surroundings.</summary>
internal static class LlmSpec
{
    public static int Run(IReadOnlyList<string> args, CliContext context)
    {
        try
        {
            return Dispatch(args, context);
        }
        catch (Exception e) when (e is not IOException)
        {
            // Nobody is helped by a stack trace; what happened and that it is not their fault, they should know.
            context.Out.Flush();
            Screen.Complain(context, $"this is a fault of llmspec itself, not of its input: {e.Message} ({e.GetType().Name})");
            return ExitCode.Errors;
        }
    }

    // The one that is asked for by its name, or all: making a command takes longer than most of what is asked of it.
    private static List<ICommand> Commands(string name, CliContext context)
    {
        List<Entry> all =
        [
            new("analyze", () => new AnalyzeCommand(context)),
            new("check", () => new CheckCommand(context)),
            new("list", () => new ListCommand(context)),
            new("export", () => new ExportCommand(context)),
            new("explain", () => new ExplainCommand(context)),
            new("compare", () => new CompareCommand(context)),
            new("sweep", () => new SweepCommand(context)),
            new("solve", () => new SolveCommand(context)),
            new("crossover", () => new CrossoverCommand(context)),
            new("import", () => new ImportCommand(context)),
            new("format", () => new FormatCommand(context)),
            new("precompile", () => new PrecompileCommand(context)),
        ];
        return (all.Find(e => e.Name == name) is { } wanted ? [wanted] : all).ConvertAll(e => e.Make());
    }

    private static int Dispatch(IReadOnlyList<string> args, CliContext context)
    {
        var root = new RootCommand("What LLM inference costs, from .llmspec text to numbers.");
        var commands = Commands(args.Count > 0 ? args[0] : string.Empty, context);
        commands.ForEach(c => root.Add(c.Command));
        InputOptions? inputs = null;
        if (commands is [IInputCommand asked])
        {
            inputs = InputOptions.Extract(args, asked.Command);
            asked.Inputs = inputs.Settings;
        }

        var parse = root.Parse(inputs?.Rest ?? args);
        var isAsking = args.Any(a => a is "--help" or "-h" or "-?" or "--version") || parse.Errors.Count == 0;
        if (!isAsking)
        {
            foreach (var message in parse.Errors.Select(e => e.Message).Distinct())
            {
                Screen.Complain(context, message.ReplaceLineEndings(" ").Replace("\t", string.Empty, StringComparison.Ordinal));
            }

            var command = parse.CommandResult.Command;
            context.Error.Write($"Try 'llmspec{(command == root ? "" : " " + command.Name)} --help'.\n");
            return ExitCode.Usage;
        }

        return parse.Invoke(new() { Output = context.Out, Error = context.Error, EnableDefaultExceptionHandler = false });
    }

    private sealed record Entry(string Name, Func<ICommand> Make);
}
