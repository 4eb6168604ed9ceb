using System.CommandLine;
using System.Text;
using LlmCostDsl.Analysis.Imports;
using LlmCostDsl.Analysis.Reports;
using LlmCostDsl.Cli.Hosting;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Configs;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Cli.Commands;

/// <summary><c>llmspec import</c>: a model's declaration of the file that describes a checkpoint.</summary>
internal sealed class ImportCommand : ICommand
{
    private readonly CliContext context;
    private readonly Argument<string?> file = new("CONFIG") { Arity = ArgumentArity.ZeroOrOne, Description = "A config.json as published beside a checkpoint." };
    private readonly Option<string?> gguf = new("--gguf") { Description = "A GGUF file instead; its first megabytes will do.", HelpName = "FILE" };
    private readonly Option<string?> index = new("--index") { Description = "The checkpoint's model.safetensors.index.json, whose count is compared.", HelpName = "FILE" };
    private readonly Option<string?> name = new("--name") { Description = "The model's name in the spec.", HelpName = "NAME" };
    private readonly Option<string?> output = new("--output", "-o") { Description = "Where the spec is written; the report then goes to the output.", HelpName = "FILE" };
    private readonly Option<string[]> allow = new("--allow") { Description = "A key that need not be understood; repeatable.", HelpName = "KEY" };
    private readonly Option<string[]> spec = new("--spec") { Description = "A spec file with configs and architectures of your own, or a folder of them; repeatable.", HelpName = "FILE" };

    public ImportCommand(CliContext context)
    {
        this.context = context;
        Command = new("import", "A model of a checkpoint's config.json or GGUF file, with all that was used, assumed and not understood.") { file, gguf, index, name, output, allow, spec };
        Command.SetAction(Run);
    }

    public Command Command { get; }

    private int Run(ParseResult parse)
    {
        if (parse.GetValue(file) is null == parse.GetValue(gguf) is null)
        {
            Screen.Complain(context, "import needs one file: a config.json, or a GGUF file after --gguf");
            return ExitCode.Usage;
        }

        if (parse.GetValue(name) is { } given && !ImportedText.IsName(given))
        {
            Screen.Complain(context, $"'{given}' is no name: letters, digits and '_', no digit first, and no reserved word");
            return ExitCode.Usage;
        }

        if (SpecFiles.Read(context, parse.GetValue(spec) ?? []) is not { } specs)
        {
            return ExitCode.Usage;
        }

        var path = parse.GetValue(file) ?? parse.GetValue(gguf)!;
        if (Read(path, parse.GetValue(gguf) is not null, parse.GetValue(index)) is not { } read)
        {
            return ExitCode.Usage;
        }

        if (read.Error is { } error)
        {
            Screen.Complain(context, error);
            return ExitCode.Errors;
        }

        var (fallback, source) = Names(path);
        var outcome = SpecCompiler.Load(specs).Import(read.File!, new(parse.GetValue(name), fallback, source, (parse.GetValue(allow) ?? []).ToEquatable()));
        return Show(outcome, path, parse.GetValue(output));
    }

    private int Show(ImportOutcome outcome, string path, string? target)
    {
        var isWritten = outcome.Text is not null && target is not null;
        if (outcome.Name.Length > 0)
        {
            // The spec alone goes to the output, so that it can be redirected.
            Screen.Show(isWritten ? context : context with { Out = context.Error, HasColour = false, Width = null }, ImportDocument.Build(outcome, Path.GetFileName(path)), isWide: !isWritten);
        }

        foreach (var error in outcome.Errors)
        {
            Screen.Complain(context, error);
        }

        Screen.ShowErrors(context, outcome.Diagnostics);
        if (outcome.Text is not { } text)
        {
            return ExitCode.Errors;
        }

        if (target is null)
        {
            context.Out.Write(text);
            return ExitCode.Fine;
        }

        try
        {
            File.WriteAllText(target, text, new UTF8Encoding(false));
            return ExitCode.Fine;
        }
        catch (Exception e) when (SpecFiles.IsAboutFiles(e))
        {
            Screen.Complain(context, $"'{target}' cannot be written: {e.Message}");
            return ExitCode.Usage;
        }
    }

    // Null after a complaint about what is not there.
    private ReadFile? Read(string path, bool isGguf, string? beside)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024);
            var read = isGguf ? GgufFile.Read(path, stream) : JsonConfig.Read(path, stream);
            if (beside is null || read.File is not { } found)
            {
                return read;
            }

            using var other = new FileStream(beside, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024);
            var (keys, error) = JsonIndex.Read(beside, other);
            return error is not null ? new(null, error) : new(found with { Keys = found.Keys.Concat(keys).ToEquatable() }, null);
        }
        catch (Exception e) when (SpecFiles.IsAboutFiles(e))
        {
            var missing = !File.Exists(path) ? path : beside;
            Screen.Complain(context, e is FileNotFoundException or DirectoryNotFoundException ? $"there is no file '{missing}'" : $"'{missing}' cannot be read: {e.Message}");
            return null;
        }
    }

    /// <summary>What names the model where the file does not, and what the spec says it is of: the folder and the file, as they stand in a repository.</summary>
    private static (string Fallback, string Source) Names(string path)
    {
        var folder = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) ?? string.Empty;
        var own = Path.GetFileName(path);
        var isPlain = own.Equals("config.json", StringComparison.OrdinalIgnoreCase);
        return (isPlain && folder.Length > 0 ? folder : Path.GetFileNameWithoutExtension(own), folder.Length > 0 ? $"{folder}, {own}" : own);
    }
}
