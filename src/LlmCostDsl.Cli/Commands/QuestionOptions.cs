using System.CommandLine;
using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Cli.Hosting;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Cli.Commands;

/// <summary>The options that say what is asked; `analyze`, `explain` and `compare` share them.</summary>
internal sealed class QuestionOptions
{
    private readonly Option<string?> model = new("--model") { Description = "Takes the place of the analysis's model.", HelpName = "MODEL" };
    private readonly Option<string?> on = new("--on") { Description = "The device; see 'llmspec list devices'.", HelpName = "DEVICE" };
    private readonly Option<string[]> apply = new("--apply") { Description = "A transform as in a spec, \"t(width: 4 bit)\"; repeatable.", HelpName = "TRANSFORM" };
    private readonly Option<string?> schedule = new("--schedule") { Description = "The schedule as in a spec.", HelpName = "SCHEDULE" };
    private readonly Option<string?> timing = new("--timing") { Description = "The timing as in a spec.", HelpName = "TIMING" };
    private readonly Option<string[]> set = new("--set") { Description = "The value of an input, \"4 bit\", 80%, true; the same as --NAME VALUE.", HelpName = "NAME=VALUE" };
    private readonly Option<string[]> spec = new("--spec") { Description = "A spec file, or a folder of them; repeatable.", HelpName = "FILE" };

    private readonly DeviceFileOption deviceFile = new();

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { on, deviceFile.Option, apply, set, model, schedule, timing, spec })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Those that were given although only a target would make sense of them.</summary>
    public IEnumerable<string> GivenWithoutTarget(ParseResult parse)
        => new Option[] { on, apply, set, model, schedule, timing }.Where(o => parse.GetResult(o) is not null).Select(o => o.Name);

    /// <summary>After <see cref="Specs"/>.</summary>
    public AnalysisRequest Request(ParseResult parse, string target) => new(
        target,
        parse.GetValue(model),
        parse.GetValue(on) ?? deviceFile.Only,
        (parse.GetValue(apply) ?? []).ToEquatable(),
        parse.GetValue(schedule),
        parse.GetValue(timing));

    /// <returns>Null after a complaint.</returns>
    public IReadOnlyList<InputSetting>? Settings(ParseResult parse, CliContext context)
    {
        var settings = new List<InputSetting>();
        foreach (var text in parse.GetValue(set) ?? [])
        {
            if (InputOptions.Parse(text) is not { } setting)
            {
                Screen.Complain(context, $"'--set {text}' should be NAME=VALUE");
                return null;
            }

            settings.Add(setting);
        }

        return settings;
    }

    /// <summary>The spec files, and what device files became; to be asked for before <see cref="Request"/>, which names their device.</summary>
    /// <returns>Null after a complaint.</returns>
    public IReadOnlyList<SourceText>? Specs(ParseResult parse, CliContext context) => SpecFiles.Read(context, parse.GetValue(spec) ?? []) is { } specs && deviceFile.Read(parse, context, parse.GetValue(on) is not null) is { } devices ? [.. specs, .. devices] : null;
}
