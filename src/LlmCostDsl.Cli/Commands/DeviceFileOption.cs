using System.CommandLine;
using LlmCostDsl.Analysis.Devices;
using LlmCostDsl.Cli.Hosting;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Cli.Commands;

/// <summary><c>--device-file</c>: devices as JSON, wherever a device can be named.</summary>
internal sealed class DeviceFileOption
{
    private readonly Option<string[]> option = new("--device-file") { Description = "Devices as JSON, as 'llmspec export' writes them; repeatable. The only one there needs no --on.", HelpName = "FILE" };

    public Option Option => option;

    /// <summary>The devices of the files, once read.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    /// <summary>The device that is meant where none is named.</summary>
    public string? Only => Names.Count == 1 ? Names[0] : null;

    /// <param name="isChosen">Whether a device, or all, are named otherwise.</param>
    /// <returns>What they became; null after a complaint.</returns>
    public IReadOnlyList<SourceText>? Read(ParseResult parse, CliContext context, bool isChosen)
    {
        var files = new List<DeviceFile>();
        foreach (var path in parse.GetValue(option) ?? [])
        {
            if (SpecFiles.Read(context, path, DeviceFile.MaximumLength) is not { } text)
            {
                return null;
            }

            var (file, error) = DeviceFile.Read(text);
            if (file is null)
            {
                Screen.Complain(context, error!);
                return null;
            }

            files.Add(file);
        }

        Names = [.. files.SelectMany(f => f.Names)];
        if (Names.Count > 1 && !isChosen)
        {
            Screen.Complain(context, $"the device files have several devices, {string.Join(", ", Names)}: say which one with --on");
            return null;
        }

        return [.. files.Select(f => f.Text)];
    }
}
