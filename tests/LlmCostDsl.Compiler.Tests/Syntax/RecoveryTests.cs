using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Syntax.Lexing;
using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Syntax;

/// <summary>Ten mistakes are ten diagnostics: none is hidden by another, none is said twice.</summary>
public class RecoveryTests
{
    [Fact]
    public void Ten_mistakes_are_ten_diagnostics()
    {
        var parsed = Parsing.Parse(TenMistakes, "ten.llmspec");

        Assert.Equal(10, parsed.Diagnostics.Count);
        Snapshot.Verify(DiagnosticRenderer.Render(parsed.Diagnostics));
    }

    /// <summary>One mistake each, in whatever surroundings.</summary>
    [Theory]
    [InlineData("operator f(x: tensor) { wieght w: [x.features]  flops = 1 }", "LLM0014 'wieght'")]
    [InlineData("operator f(x: tensor) {\n  wieght w: [x.features]\n  flops = 1\n}", "LLM0014 'wieght'")]
    [InlineData("operator f(x: tensor) {\n  weight w [x.features]\n  flops = 1\n}", "LLM0012 '['")]
    [InlineData("operator f(x tensor, y: count) { flops = 1 }", "LLM0012 'tensor'")]
    [InlineData("operator f(x: tensor { flops = 1 }\nchannel a: bytes", "LLM0008 '('")]
    [InlineData("operator f(x: tensor) { flops = (1 + 2 }\nchannel a: bytes", "LLM0008 '('")]
    [InlineData("operator f(x: tensor) { flops = 1 + 2) }\nchannel a: bytes", "LLM0009 ')'")]
    [InlineData("operator f(x: tensor) {\n  flops = 1\n\noperator g(x: tensor) { flops = 2 }", "LLM0008 '{'")]
    [InlineData("operator f(x: tensor) { flops = 1 } }\noperator g(x: tensor) { flops = 2 }", "LLM0009 '}'")]
    [InlineData("timing t {\n  a =\n  b = 2\n}", "LLM0013 '='")]
    [InlineData("timing t {\n  a = 1 +\n  b = 2\n}", "LLM0013 '+'")]
    [InlineData("timing t {\n  a = max(1,\n  b = 2\n}", "LLM0008 '('")]
    [InlineData("timing t { a = max(1, ) b = 2 }", "LLM0013 ','")]
    [InlineData("timing t { a = max(, 2) b = 2 }", "LLM0012 ','")]
    [InlineData("timing t { a = max(1 2, 3) b = 2 }", "LLM0012 '2'")]
    [InlineData("timing t { a = * 2\n b = 2 }", "LLM0012 '*'")]
    [InlineData("timing t { a = x q 3 c = 4 }", "LLM0014 'q'")]
    [InlineData("timing t { a = 768 GBps }", "LLM0016 'GBps'")]
    [InlineData("timing t { a = (768 GBps + b) }", "LLM0016 'GBps'")]
    [InlineData("timing t { w = 1 b = 2 }", "LLM0017 'b'")]
    [InlineData("timing t { a = 1 < 2 < 3 }", "LLM0018 '<'")]
    [InlineData("timing t { a = if b = 1 then 2 else 3 }", "LLM0019 '='")]
    [InlineData("timing t { a = f(b = 1) }", "LLM0020 '='")]
    [InlineData("timing t { if = 1 }", "LLM0012 'if'")]
    [InlineData("timing t { let in = 1 }", "LLM0015 'in'")]
    [InlineData("timing t { a = 1 # 2\n b = 3 }", "LLM0003 '#'")]
    [InlineData("timing t { a = \"x\n b = 3 }", "LLM0004 '\"x'")]
    [InlineData("timing { a = 1 }\nchannel a: bytes", "LLM0012 '{'")]
    [InlineData("timng t { a = 1 }\nchannel a: bytes", "LLM0014 'timng'")]
    [InlineData("llmspec 2\nchannel a: bytes", "LLM0010 '2'")]
    [InlineData("llmspec\nchannel a: bytes", "LLM0013 'llmspec'")]
    [InlineData("channel a: bytes\nimport b", "LLM0011 'b'")]
    [InlineData("import\nchannel a: bytes", "LLM0012 'a'")]
    [InlineData("model M : D(hidden: 1,, layers: 2)", "LLM0012 ','")]
    [InlineData("model M D(hidden: 1)\nchannel a: bytes", "LLM0012 'D'")]
    [InlineData("transform t { replace { y = f(x } with { y = g(x) } }", "LLM0008 '('")]
    [InlineData("transform t { replace { y = f(x) } { y = g(x) } }", "LLM0012 '{'")]
    [InlineData("transform t { every weight where { width = 4 bit } }", "LLM0012 '{'")]
    [InlineData("transform t { every weight where tag is { width = 4 bit } }", "LLM0012 '{'")]
    [InlineData("architecture A(n: count) { x = f(n) }", "LLM0012 '{'")]
    [InlineData("architecture A(n: count) steps p { repeat az i { x = f(n) y = } }", "LLM0012 'i'", "LLM0013 '='")]
    [InlineData("analysis A { input n count = 1\n input m: count = 2 }", "LLM0012 'count'")]
    [InlineData("analysis A { expect a <\n on X }", "LLM0014 'X'")]
    [InlineData("// llmspec:disable\nchannel a: bytes", "LLM0022 '// llmspec:disable'")]
    [InlineData("channel größe: bytes", "LLM0003 'öß'")]
    [InlineData("operator f(x: tensor) {\n    weight w: [1] { reading = 1\n    result [1]\n}\nchannel a: bytes", "LLM0008 '{'")]
    [InlineData("operator f(x: tensor) {\n    if a {\n        flops = 1\n    result [1]\n}\nchannel a: bytes", "LLM0008 '{'")]
    [InlineData("operator f(x: tensor)\n    result [1]\n    flops = 1\n}\nchannel a: bytes", "LLM0013 ')'")]
    [InlineData("operator f(x: tensor) {\n    if a\n        flops = 1\n    }\n    result [1]\n}\nchannel a: bytes", "LLM0013 'a'")]
    [InlineData("operator f(x: tensor) {\n    weight w: [1] { reading = 1 } }\n    result [1]\n}\nchannel a: bytes", "LLM0009 '}'")]
    [InlineData("{", "LLM0008 '{'")]
    [InlineData(")", "LLM0009 ')'")]
    [InlineData("=", "LLM0012 '='")]
    public void One_mistake(string text, params string[] expected) => Assert.Equal(expected, Parsing.Mistakes(text));

    /// <summary>Dropping, doubling or replacing any one token of a spec is said once: exceptions are counted, and there may be few.</summary>
    [Fact]
    public void One_wrong_token_is_one_diagnostic()
    {
        var source = SpecFiles.Baseline("Everything");
        var tokens = Lexer.Lex(source, new SyntaxReports(source)).Tokens;
        var counts = tokens.SkipLast(1)
            .SelectMany(token => Mutations(source.Content, token))
            .Select(text => Parsing.Parse(text).Diagnostics.Count)
            .ToList();

        Assert.InRange(counts.Count(c => c > 1), 0, counts.Count * 3 / 200);
        Assert.InRange(counts.Max(), 1, 8);
    }

    private static IEnumerable<string> Mutations(string text, Token token)
    {
        var without = text.Remove(token.Start, token.Length);
        yield return without;
        yield return without.Insert(token.Start, "qux");
        yield return text.Insert(token.End, " " + text.Substring(token.Start, token.Length));
    }

    private const string TenMistakes = """
        llmspec 1

        operator first(x: tensor, out count) @matmul {
            weight w [x.features, out]
            result [x.., out
            flops = 2 * x.rows * * out
        }

        architecture Net(hidden: count, layers: count) steps prefill {
            repeat layers as layer carrying x {
                y = first(x, hidden,
                z = first(y, if layer then 1)
                wieght u: [hidden]
                x = z
            }
        }

        hardware Device {
            bandwidth = 768 GBps
            capacity  = 48 GB GB
            peak      = 0 < 1 < 2
        }

        channel wire: bytes
        """;
}
