using System.CommandLine;
using LlmCostDsl.Analysis.Questions;

namespace LlmCostDsl.Cli.Hosting;

/// <summary>
/// Takes <c>--NAME VALUE</c> out of a command line: whatever begins with two dashes and is no option of the command sets an input of the target, which
/// nobody knows before the target is compiled. Without a value it is set to true.
/// </summary>
internal sealed record InputOptions(IReadOnlyList<string> Rest, IReadOnlyList<InputSetting> Settings)
{
    public static InputOptions Extract(IReadOnlyList<string> args, Command command)
    {
        var known = command.Options.SelectMany(o => o.Aliases.Append(o.Name)).Concat(["--help", "--version"]).ToHashSet(StringComparer.Ordinal);
        var rest = new List<string>();
        var settings = new List<InputSetting>();
        for (var i = 0; i < args.Count; i++)
        {
            var arg = args[i];
            if (arg == "--")
            {
                rest.AddRange(args.Skip(i));
                break;
            }

            var (name, value) = arg.IndexOf('=', StringComparison.Ordinal) is var at && at > 0 ? (arg[..at], arg[(at + 1)..]) : (arg, null);
            if (!IsLong(name) || known.Contains(name))
            {
                rest.Add(arg);
                continue;
            }

            if (value is null && i + 1 < args.Count && !IsLong(args[i + 1]))
            {
                value = args[++i];
            }

            settings.Add(new(name[2..], value ?? "true"));
        }

        return new(rest, settings);
    }

    /// <summary>Reads <c>NAME=VALUE</c>; null where it is not of that form.</summary>
    public static InputSetting? Parse(string text)
        => text.IndexOf('=', StringComparison.Ordinal) is var at && at > 0 ? new(text[..at].Trim(), text[(at + 1)..].Trim()) : null;

    private static bool IsLong(string arg) => arg.StartsWith("--", StringComparison.Ordinal) && arg.Length > 2;
}
