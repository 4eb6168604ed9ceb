using System.CommandLine;
using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Analysis.Reports;
using LlmCostDsl.Analysis.Solving.Crossings;
using LlmCostDsl.Cli.Hosting;
using LlmCostDsl.Compiler;

namespace LlmCostDsl.Cli.Commands;

/// <summary><c>llmspec crossover</c>: where the bound of steps and operators changes along one input or device attribute.</summary>
internal sealed class CrossoverCommand : IInputCommand
{
    private readonly CliContext context;
    private readonly QuestionOptions question = new();
    private readonly Argument<string> target = new("TARGET") { Description = "An analysis or a model." };
    private readonly Option<string> along = new("--for") { Description = "An input, or an attribute of the device as hw.NAME; with =LOW..HIGH where its range is not meant.", HelpName = "NAME", Required = true };
    private readonly Option<string> format = new("--format") { Description = "text, markdown or json.", HelpName = "FORMAT", DefaultValueFactory = _ => "text" };

    public CrossoverCommand(CliContext context)
    {
        this.context = context;
        format.AcceptOnlyFromAmong("text", "markdown", "json");
        Command = new("crossover", "The values of one input or device attribute at which the bound changes, step by step and operator by operator. Other inputs are set by --NAME VALUE.") { target, along, format };
        question.AddTo(Command);
        Command.SetAction(Run);
    }

    public Command Command { get; }

    public IReadOnlyList<InputSetting> Inputs { get; set; } = [];

    private int Run(ParseResult parse)
    {
        if (question.Settings(parse, context) is not { } settings || question.Specs(parse, context) is not { } specs)
        {
            return ExitCode.Usage;
        }

        var outcome = new CrossoverDesk(SpecCompiler.Load(specs), context.Witness).Ask(question.Request(parse, parse.GetValue(target)!), [.. settings, .. Inputs], parse.GetValue(along)!);
        if (outcome.Crossover is not { } crossover)
        {
            return Screen.Refuse(context, outcome.Errors, outcome.Diagnostics);
        }

        Screen.ShowAs(context, parse.GetValue(format)!, CrossoverDocument.Build(crossover), () => CrossoverJson.Write(crossover));
        return crossover.IsProved ? ExitCode.Fine : ExitCode.Unproved;
    }
}
