using System.CommandLine;
using LlmCostDsl.Analysis.Images;
using LlmCostDsl.Cli.Hosting;

namespace LlmCostDsl.Cli.Commands;

/// <summary><c>llmspec precompile</c>: the catalogue compiled ahead, for this build of the tool. Builds and packages call it; people need not.</summary>
internal sealed class PrecompileCommand : ICommand
{
    private readonly CliContext context;
    private readonly Argument<string> file = new("FILE") { Description = "Where the image goes." };

    public PrecompileCommand(CliContext context)
    {
        this.context = context;
        Command = new("precompile", "Compiles the catalogue ahead.") { file };
        Command.Hidden = true;
        Command.SetAction(Run);
    }

    public Command Command { get; }

    private int Run(ParseResult parse)
    {
        var path = parse.GetValue(file)!;
        try
        {
            var (questions, devices) = CatalogueImageWriter.Write(path);
            context.Out.Write($"{questions} questions and {devices} devices in {path}\n");
            return ExitCode.Fine;
        }
        catch (Exception e) when (SpecFiles.IsAboutFiles(e))
        {
            Screen.Complain(context, $"'{path}' cannot be written: {e.Message}");
            return ExitCode.Usage;
        }
    }
}
