using System.CommandLine;
using System.Text;
using LlmCostDsl.Cli.Hosting;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Syntax.Formatting;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Cli.Commands;

/// <summary><c>llmspec format</c>: files in the one way specs are written. A file that cannot be read is left as it is.</summary>
internal sealed class FormatCommand : ICommand
{
    private const string Standard = "-";

    private readonly CliContext context;
    private readonly Argument<string[]> files = new("FILES") { Arity = ArgumentArity.OneOrMore, Description = "Spec files, or folders of them; '-' formats the input to the output." };
    private readonly Option<bool> check = new("--check") { Description = "Change nothing; list the files that are not formatted, and exit with 1 if there are any." };

    public FormatCommand(CliContext context)
    {
        this.context = context;
        Command = new("format", "Writes specs in the one way specs are written; comments stay.") { files, check };
        Command.SetAction(Run);
    }

    public Command Command { get; }

    private int Run(ParseResult parse)
    {
        var paths = parse.GetValue(files)!;
        if (paths is [Standard])
        {
            return Pipe(new SourceText("<input>", context.In.ReadToEnd()));
        }

        if (SpecFiles.Read(context, paths) is not { } texts)
        {
            return ExitCode.Usage;
        }

        var code = ExitCode.Fine;
        foreach (var text in texts)
        {
            code = Math.Max(code, File(text, parse.GetValue(check)));
        }

        return code;
    }

    private int Pipe(SourceText text)
    {
        var result = SpecFormatter.Format(text);
        if (result.Text is null)
        {
            return Refuse(result.Diagnostics);
        }

        context.Out.Write(result.Text);
        return ExitCode.Fine;
    }

    private int File(SourceText text, bool isCheck)
    {
        var result = SpecFormatter.Format(text);
        if (result.Text is null)
        {
            return Refuse(result.Diagnostics);
        }

        if (result.Text == text.Content)
        {
            return ExitCode.Fine;
        }

        context.Out.Write(text.Path + "\n");
        if (isCheck)
        {
            return ExitCode.Errors;
        }

        try
        {
            System.IO.File.WriteAllText(text.Path, result.Text, new UTF8Encoding(false));
            return ExitCode.Fine;
        }
        catch (Exception e) when (SpecFiles.IsAboutFiles(e))
        {
            Screen.Complain(context, $"'{text.Path}' cannot be written: {e.Message}");
            return ExitCode.Usage;
        }
    }

    private int Refuse(IEnumerable<Diagnostic> diagnostics) => Screen.Refuse(context, [], diagnostics);
}
