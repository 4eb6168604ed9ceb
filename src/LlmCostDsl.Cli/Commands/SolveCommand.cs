using System.CommandLine;
using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Analysis.Reports;
using LlmCostDsl.Analysis.Solving;
using LlmCostDsl.Cli.Hosting;
using LlmCostDsl.Compiler;

namespace LlmCostDsl.Cli.Commands;

/// <summary><c>llmspec solve</c>: the value of one input or device attribute that is largest, smallest or best under constraints.</summary>
internal sealed class SolveCommand : IInputCommand
{
    private readonly CliContext context;
    private readonly QuestionOptions question = new();
    private readonly Argument<string> target = new("TARGET") { Description = "An analysis or a model." };
    private readonly Option<string> sought = new("--for") { Description = "An input, or an attribute of the device as hw.NAME; with =LOW..HIGH where its range is not meant.", HelpName = "NAME", Required = true };
    private readonly Option<bool> max = new("--max") { Description = "Its largest value." };
    private readonly Option<bool> min = new("--min") { Description = "Its smallest value." };
    private readonly Option<string?> maximize = new("--maximize") { Description = "The value at which an expression, as in a spec, is largest.", HelpName = "EXPRESSION" };
    private readonly Option<string?> minimize = new("--minimize") { Description = "The value at which an expression, as in a spec, is smallest.", HelpName = "EXPRESSION" };
    private readonly Option<string[]> subjectTo = new("--subject-to") { Description = "What has to hold, as in a spec, \"tpot <= 50 ms\"; repeatable.", HelpName = "CONDITION" };
    private readonly Option<string> format = new("--format") { Description = "text, markdown or json.", HelpName = "FORMAT", DefaultValueFactory = _ => "text" };

    public SolveCommand(CliContext context)
    {
        this.context = context;
        format.AcceptOnlyFromAmong("text", "markdown", "json");
        Command = new("solve", "The largest, smallest or best value of one input or device attribute under constraints, with a proof. Other inputs are set by --NAME VALUE.")
        {
            target, sought, max, min, maximize, minimize, subjectTo, format,
        };
        question.AddTo(Command);
        Command.SetAction(Run);
    }

    public Command Command { get; }

    public IReadOnlyList<InputSetting> Inputs { get; set; } = [];

    private int Run(ParseResult parse)
    {
        if (Goal(parse) is not var (isLargest, of) || question.Settings(parse, context) is not { } settings || question.Specs(parse, context) is not { } specs)
        {
            return ExitCode.Usage;
        }

        IReadOnlyList<AskedText> constraints = [.. (parse.GetValue(subjectTo) ?? []).Select(c => new AskedText(c, subjectTo.Name, IsCondition: true))];
        var request = new SolveRequest(question.Request(parse, parse.GetValue(target)!), [.. settings, .. Inputs], parse.GetValue(sought)!, isLargest, of, constraints);
        var outcome = new SolveDesk(SpecCompiler.Load(specs), context.Witness).Ask(request);
        if (outcome.Solution is not { } solution)
        {
            return Screen.Refuse(context, outcome.Errors, outcome.Diagnostics);
        }

        Screen.ShowAs(context, parse.GetValue(format)!, SolutionDocument.Build(solution), () => SolutionJson.Write(solution));
        return solution.IsSolved ? ExitCode.Fine : solution.IsInfeasible ? ExitCode.Infeasible : ExitCode.Unproved;
    }

    // Null after a complaint.
    private (bool IsLargest, AskedText? Of)? Goal(ParseResult parse)
    {
        var goals = new List<(bool IsLargest, AskedText? Of)>();
        goals.AddRange(parse.GetValue(max) ? [(true, null)] : []);
        goals.AddRange(parse.GetValue(min) ? [(false, null)] : []);
        goals.AddRange(parse.GetValue(maximize) is { } most ? [(true, new AskedText(most, maximize.Name, IsCondition: false))] : []);
        goals.AddRange(parse.GetValue(minimize) is { } least ? [(false, new AskedText(least, minimize.Name, IsCondition: false))] : []);
        if (goals.Count == 1)
        {
            return goals[0];
        }

        Screen.Complain(context, "solve needs one goal: --max or --min for what --for names, --maximize or --minimize for an expression");
        return null;
    }
}
