using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Syntax.Lexing;
using LlmCostDsl.Compiler.Tests.Shared;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Docs;

/// <summary>docs/grammar.ebnf is the grammar: it derives what the compiler reads, and the compiler reads what it derives.</summary>
public sealed class GrammarPageTests
{
    private static readonly IReadOnlyDictionary<string, EbnfNode> Rules = Ebnf.Read(Path.Combine(DocPage.Folder, "grammar.ebnf"));

    public static TheoryData<string> Specs => [.. SpecFiles.All.Select(s => s.Path)];

    [Fact]
    public void Each_rule_is_used_and_each_used_name_is_a_rule()
    {
        var used = Rules.Values.SelectMany(Names).Where(n => !n.IsToken).Select(n => n.Name).Append("file").ToHashSet();
        Assert.Equal(Rules.Keys.Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_keywords_are_the_compilers()
        => Assert.Subset(
            Rules.Values.SelectMany(Words).ToHashSet(),
            new HashSet<string>([.. Compiler.Syntax.Grammar.Words.Clauses, .. Compiler.Syntax.Grammar.Words.Statements, .. Compiler.Syntax.Grammar.Words.Declarations]));

    [Theory]
    [MemberData(nameof(Specs))]
    public void Every_spec_is_a_file_of_the_grammar(string path)
    {
        var source = SpecFiles.All.Single(s => s.Path == path);
        Assert.Empty(SpecParser.Parse(source).Diagnostics.Select(DiagnosticRenderer.Render));
        List<Token> tokens = [.. Lexer.Lex(source, new SyntaxReports(source)).Tokens.Where(t => t.Kind != TokenKind.End)];
        var recognizer = new EbnfRecognizer(Rules, tokens);
        Assert.True(recognizer.Derives("file"), $"{path}({source.PositionOf(tokens[Math.Min(recognizer.Farthest, tokens.Count - 1)].Start).Line + 1}): the grammar derives nothing further.");
    }

    [Fact]
    public void What_the_grammar_derives_is_read_without_a_mistake()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var text = new EbnfSentences(Rules, seed).Next("file");
            var said = SpecParser.Parse(new SourceText("sentence.llmspec", text)).Diagnostics;
            Assert.True(said.Count == 0, $"seed {seed}: {DiagnosticRenderer.Render(said)}\n{text}");
        }
    }

    private static IEnumerable<string> Words(EbnfNode node) => Leaves(node).OfType<EbnfTerminal>().Select(t => t.Text).Where(t => char.IsLetter(t[0]));

    private static IEnumerable<EbnfName> Names(EbnfNode node) => Leaves(node).OfType<EbnfName>();

    private static IEnumerable<EbnfNode> Leaves(EbnfNode node) => node switch
    {
        EbnfSequence s => s.Items.SelectMany(Leaves),
        EbnfChoice c => c.Items.SelectMany(Leaves),
        EbnfOptional o => Leaves(o.Inner),
        _ => [node],
    };
}
