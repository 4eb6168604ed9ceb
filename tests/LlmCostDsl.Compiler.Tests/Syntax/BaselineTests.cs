using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Syntax.Formatting;
using LlmCostDsl.Compiler.Syntax.Lexing;
using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Syntax;

/// <summary>One input, one annotated file for each phase: what every line became, to be reviewed in a diff.</summary>
public class BaselineTests
{
    public static TheoryData<string> Cases => [.. SpecFiles.Baselines];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Tokens(string name)
    {
        var source = SpecFiles.Baseline(name);
        var list = Lexer.Lex(source, new SyntaxReports(source));
        var tokens = list.Tokens.Where(t => t.Kind != TokenKind.End).Select(t => (t.Span, Describe(t)));
        var comments = list.Trivia.Where(t => t.IsComment).Select(t => (t.Span, $"{t.Kind}"));

        Verify(name, "tokens", AnnotatedSource.Annotate(source, tokens.Concat(comments)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Syntax(string name)
    {
        var source = SpecFiles.Baseline(name);

        Verify(name, "syntax", AnnotatedSource.Annotate(source, SyntaxPrinter.Annotations(SpecParser.Parse(source).Tree)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Formatted(string name)
    {
        var formatted = SpecFormatter.Format(SpecFiles.Baseline(name));

        Verify(name, "formatted", formatted.Text ?? string.Empty);
    }

    private static string Describe(Token token) => token.Kind switch
    {
        TokenKind.Name => $"Name {token.Text}",
        TokenKind.Unit => $"Unit {token.Text}",
        _ => token.Kind.ToString(),
    };

    private static void Verify(string name, string phase, string text) =>
        Snapshot.VerifyFile(text, Path.Combine(SpecFiles.Tests, "Baselines", $"{name}.{phase}"), "llmspec");
}
