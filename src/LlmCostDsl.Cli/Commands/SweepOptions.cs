using System.CommandLine;
using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Analysis.Sweeps;
using LlmCostDsl.Cli.Hosting;

namespace LlmCostDsl.Cli.Commands;

/// <summary>The options that say what `sweep` computes: those of one question, most of them as lists.</summary>
internal sealed class SweepOptions
{
    private readonly Argument<string[]> targets = new("TARGET") { Arity = ArgumentArity.OneOrMore, Description = "Analyses or models." };
    private readonly Option<string[]> on = new("--on") { Description = "The devices, with commas.", HelpName = "DEVICE,…" };
    private readonly Option<string[]> apply = new("--apply") { Description = "Choices of transforms, \"none,t,u(width: 4 bit)+t\"; several options are combined.", HelpName = "TRANSFORM,…" };
    private readonly Option<string[]> set = new("--set") { Description = "Values of an input: 2,3,4 or 1..256:x2 or 0..1:+0.1 or 1..9:n5; the same as --NAME VALUES.", HelpName = "NAME=VALUES" };
    private readonly Option<string[]> want = new("--want") { Description = "The outputs, with commas; all without it.", HelpName = "OUTPUT,…" };
    private readonly Option<string[]> require = new("--require") { Description = "Outputs that must be true, or the point is refused.", HelpName = "OUTPUT,…" };
    private readonly Option<string?> keep = new("--keep") { Description = "Only the best rows: pareto:OUTPUT,… or best:COUNT:OUTPUT; '-OUTPUT' where more is better.", HelpName = "RULE" };
    private readonly Option<string?> model = new("--model") { Description = "Takes the place of the targets' model.", HelpName = "MODEL" };
    private readonly Option<string?> schedule = new("--schedule") { Description = "The schedule as in a spec.", HelpName = "SCHEDULE" };
    private readonly Option<string?> timing = new("--timing") { Description = "The timing as in a spec.", HelpName = "TIMING" };

    public Argument Targets => targets;

    public IEnumerable<Option> All => [on, apply, set, want, require, keep, model, schedule, timing];

    /// <param name="inputs">What was set by <c>--NAME VALUES</c>.</param>
    /// <returns>Null after a complaint.</returns>
    public SweepRequest? Request(ParseResult parse, IReadOnlyList<InputSetting> inputs, CliContext context)
    {
        var axes = new List<InputSetting>();
        foreach (var text in parse.GetValue(set) ?? [])
        {
            if (InputOptions.Parse(text) is not { } setting)
            {
                Screen.Complain(context, $"'--set {text}' should be NAME=VALUES");
                return null;
            }

            axes.Add(setting);
        }

        if (new[] { on, want, require }.FirstOrDefault(o => List(parse, o).Contains(string.Empty)) is { } gap)
        {
            Screen.Complain(context, $"'{gap.Name}' has a name missing in its list");
            return null;
        }

        var (rule, error) = parse.GetValue(keep) is { } keeping ? KeepRule.Parse(keeping) : (null, null);
        if (error is not null)
        {
            Screen.Complain(context, error);
            return null;
        }

        return new(
            parse.GetValue(targets) ?? [], List(parse, on), parse.GetValue(apply) ?? [], [.. axes, .. inputs], List(parse, want), List(parse, require), rule,
            parse.GetValue(model), parse.GetValue(schedule), parse.GetValue(timing));
    }

    private static IReadOnlyList<string> List(ParseResult parse, Option<string[]> option)
        => [.. (parse.GetValue(option) ?? []).SelectMany(t => t.Split(',', StringSplitOptions.TrimEntries))];
}
