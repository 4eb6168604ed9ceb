using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax.Combinators;
using LlmCostDsl.Compiler.Syntax.Grammar;
using LlmCostDsl.Compiler.Syntax.Lexing;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Syntax;

/// <summary>A file as it was read.</summary>
/// <param name="Tree">The syntax tree; where something could not be read, it is missing from the tree.</param>
/// <param name="Diagnostics">What is wrong with the text, in its order.</param>
/// <param name="Suppressions">Which warnings its comments silence.</param>
internal sealed record ParsedFile(FileSyntax Tree, IReadOnlyList<Diagnostic> Diagnostics, Suppressions Suppressions)
{
    public bool HasErrors => Diagnostics.Any(static d => d.Severity == Severity.Error);
}

/// <summary>Text to syntax tree. No text makes it throw, hang, or take more than linear time.</summary>
internal static class SpecParser
{
    /// <summary>The longest file that is read, in characters.</summary>
    public const int MaximumLength = 4 * 1024 * 1024;

    private const string SupportedVersion = "1";

    private const int DeepStack = 16 * 1024 * 1024;

    public static ParsedFile Parse(SourceText source)
    {
        var reports = new SyntaxReports(source);
        if (Read(source, Declarations.File, reports) is not var (list, tree))
        {
            return Nothing(reports);
        }

        Check(source, tree, reports);
        var suppressions = Suppressions.Collect(list, tree, reports);
        return new ParsedFile(tree, reports.InOrder(), suppressions);
    }

    /// <summary>Reads a text that is one expression and nothing else.</summary>
    /// <returns>The expression, missing where there is none; with what was said of it, as of a file without declarations.</returns>
    public static (ExpressionSyntax Expression, ParsedFile File) ParseExpression(SourceText source)
    {
        var reports = new SyntaxReports(source);
        var read = Read(source, SingleExpression.Parser, reports);
        return (read?.Tree ?? new MissingSyntax(new TextSpan(0, source.Content.Length)), Nothing(reports));
    }

    private static (TokenList List, TTree Tree)? Read<TTree>(SourceText source, Parser<Token, TTree> parser, SyntaxReports reports)
        where TTree : SyntaxNode
    {
        if (Refusal(source) is { } refusal)
        {
            reports.Add(refusal);
            return null;
        }

        var list = Lexer.Lex(source, reports);
        var matched = BracketRepair.Repair(list, reports);
        if (matched is null || !TokenContext.TryComplete(source, matched.Tokens, reports))
        {
            return null;
        }

        if (ReadOnSomeStack(source, matched, parser, reports) is not { } tree)
        {
            reports.Add(new SourceSpan(source, new TextSpan(0, 0)).TooDeep(TokenContext.MaximumDepth));
            return null;
        }

        return (list, tree);
    }

    // What is within the limit fits half a megabyte of stack, unless the run time has compiled the parser for speed and its frames have grown. Then a
    // thread with room enough reads the text from the beginning.
    private static TTree? ReadOnSomeStack<TTree>(SourceText source, MatchedTokens matched, Parser<Token, TTree> parser, SyntaxReports reports)
        where TTree : SyntaxNode
    {
        TTree? TryRead()
        {
            try
            {
                return ReadTokens(source, matched, parser, reports);
            }
            catch (InsufficientExecutionStackException)
            {
                return null;
            }
        }

        if (TryRead() is { } tree)
        {
            return tree;
        }

        TTree? again = null;
        var thread = new Thread(() => again = TryRead(), DeepStack);
        thread.Start();
        thread.Join();
        return again;
    }

    private static TTree ReadTokens<TTree>(SourceText source, MatchedTokens matched, Parser<Token, TTree> parser, SyntaxReports reports)
    {
        var state = new ParseState<Token>(matched.Tokens);
        _ = parser.TryParse(state, out var tree);
        var errors = new SyntaxErrors(source, matched.Tokens);
        foreach (var error in state.Errors)
        {
            // What was forgotten or is too much has been said, and is one mistake, whatever else it makes of the text around it.
            if (errors.Explain(error) is { } diagnostic && !reports.Mention(diagnostic.At.Span)
                && !matched.Touched.Any(t => t.Start <= diagnostic.At.Span.Start && diagnostic.At.Span.Start <= t.End))
            {
                reports.Add(diagnostic);
            }
        }

        return tree;
    }

    private static void Check(SourceText source, FileSyntax tree, SyntaxReports reports)
    {
        if (tree.Version is { } version && (version.Digits != SupportedVersion || version.Percent || !version.Unit.IsEmpty))
        {
            reports.Add(new SourceSpan(source, version.Span).UnknownVersion(source.Content.Substring(version.Span.Start, version.Span.Length), SupportedVersion));
        }

        foreach (var import in tree.Imports)
        {
            if (!tree.Declarations.IsEmpty && import.Span.Start > tree.Declarations[0].Span.Start)
            {
                reports.Add(new SourceSpan(source, import.Span).LateImport(import.Text));
            }
        }
    }

    private static Diagnostic? Refusal(SourceText source)
    {
        if (source.Content.Length > MaximumLength)
        {
            return new SourceSpan(source, new TextSpan(0, 0)).FileTooLarge(source.Content.Length, MaximumLength);
        }

        var nul = source.Content.IndexOf('\0');
        return nul < 0 ? null : new SourceSpan(source, new TextSpan(nul, 1)).NotText();
    }

    private static ParsedFile Nothing(SyntaxReports reports) => new(
        new FileSyntax(new TextSpan(0, 0), null, EquatableArray<PathSyntax>.Empty, EquatableArray<DeclarationSyntax>.Empty),
        reports.InOrder(),
        Suppressions.None);
}
