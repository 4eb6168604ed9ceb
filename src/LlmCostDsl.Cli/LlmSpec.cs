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

    private static int Dispatch(IReadOnlyList<string> args, CliContext context)
    {
        var analyze = new AnalyzeCommand(context);
        var explain = new ExplainCommand(context);
        var compare = new CompareCommand(context);
        var sweep = new SweepCommand(context);
        var solve = new SolveCommand(context);
        var crossover = new CrossoverCommand(context);
        var root = new RootCommand("What LLM inference costs, from .llmspec text to numbers.")
        {
            analyze.Command,
            new CheckCommand(context).Command,
            new ListCommand(context).Command,
            new ExportCommand(context).Command,
            explain.Command,
            compare.Command,
            sweep.Command,
            solve.Command,
            crossover.Command,
            new ImportCommand(context).Command,
            new FormatCommand(context).Command,
            new PrecompileCommand(context).Command,
        };

        var inputs = args.Count == 0 ? null
            : args[0] == analyze.Command.Name ? InputOptions.Extract(args, analyze.Command)
            : args[0] == explain.Command.Name ? InputOptions.Extract(args, explain.Command)
            : args[0] == compare.Command.Name ? InputOptions.Extract(args, compare.Command)
            : args[0] == sweep.Command.Name ? InputOptions.Extract(args, sweep.Command)
            : args[0] == solve.Command.Name ? InputOptions.Extract(args, solve.Command)
            : args[0] == crossover.Command.Name ? InputOptions.Extract(args, crossover.Command)
            : null;
        analyze.Inputs = inputs?.Settings ?? [];
        explain.Inputs = inputs?.Settings ?? [];
        compare.Inputs = inputs?.Settings ?? [];
        sweep.Inputs = inputs?.Settings ?? [];
        solve.Inputs = inputs?.Settings ?? [];
        crossover.Inputs = inputs?.Settings ?? [];

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
}
