using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Shared;

/// <summary>Short ways from a text to what the parser makes of it.</summary>
internal static class Parsing
{
    public static ParsedFile Parse(string text, string path = "test.llmspec") => SpecParser.Parse(new SourceText(path, text));

    /// <summary>The tree of a text without mistakes.</summary>
    public static FileSyntax Tree(string text)
    {
        var parsed = Parse(text);
        Assert.True(parsed.Diagnostics.Count == 0, DiagnosticRenderer.Render(parsed.Diagnostics));
        return parsed.Tree;
    }

    /// <summary>An expression, as the value of a definition.</summary>
    public static ExpressionSyntax Expression(string text)
    {
        var schedule = (ScheduleSyntax)Tree($"schedule s {{ x = {text} }}").Declarations[0];
        return ((DefinitionSyntax)Assert.Single(schedule.Body)).Value;
    }

    /// <summary>The mistakes of a text: <c>LLM0012 'found'</c> each.</summary>
    public static IEnumerable<string> Mistakes(string text) => Parse(text).Diagnostics.Select(d => $"{d.Id} '{d.At.Text}'");
}
