using LlmCostDsl.Analysis.Images;
using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Cli.Hosting;

/// <summary>The world as a command sees it, so that tests can be the world.</summary>
/// <param name="Width">Of the terminal written to; null in a pipe, where nothing is wrapped.</param>
/// <param name="HasColour">Whether the output is a terminal that wants colours.</param>
internal sealed record CliContext(TextReader In, TextWriter Out, TextWriter Error, int? Width, bool HasColour)
{
    /// <summary>Sees each answer before it is printed: tests put the same question to the other back ends.</summary>
    public Action<Answer>? Witness { get; init; }

    /// <summary>Whether somebody watches the errors on a terminal that nothing else is written to: then long work may show how far it is.</summary>
    public bool IsWatched { get; init; }

    /// <summary>From now on Ctrl-C, and a polite request to end, cancel this token instead of the process; a second one ends it.</summary>
    public Func<CancellationToken> Interruptible { get; init; } = () => CancellationToken.None;

    /// <summary>Looks for the catalogue compiled ahead; null where there is none.</summary>
    public Func<CatalogueImage?> Image { get; init; } = () => null;

    /// <summary>Where questions about the catalogue and the given specs are asked. Whoever brings specs may mean something else by every name.</summary>
    public QuestionDesk Desk(IReadOnlyList<SourceText> specs) => new(new(() => SpecCompiler.Load(specs)), Witness, specs.Count == 0 ? Image() : null);

    /// <summary>The widest table anybody gets without asking for more.</summary>
    public const int DefaultWidth = 100;

    /// <summary>What a table has to fit in.</summary>
    public int TableWidth => Math.Min(Width ?? DefaultWidth, DefaultWidth);
}

/// <summary>What a command ends with.</summary>
internal static class ExitCode
{
    public const int Fine = 0;

    /// <summary>Errors in specs, or in lines of a request file.</summary>
    public const int Errors = 1;

    /// <summary>The command line itself asks for what there is not.</summary>
    public const int Usage = 2;

    /// <summary>Solved, and no value meets what is asked.</summary>
    public const int Infeasible = 3;

    /// <summary>Not everything that was asked could be proved; what is known was said.</summary>
    public const int Unproved = 4;

    /// <summary>Stopped from outside, as shells count it.</summary>
    public const int Interrupted = 130;
}
