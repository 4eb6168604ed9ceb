using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Tests.Shared;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Syntax;

public class SpanTests
{
    [Fact]
    public void Nodes_lie_inside_their_parents_in_the_order_of_the_text()
    {
        foreach (var source in SpecFiles.All)
        {
            AssertNested(source, SpecParser.Parse(source).Tree);
        }
    }

    [Theory]
    [InlineData("(a + b) * c", "(a + b) * c")]
    [InlineData("a.b(c)[1].d ^ -e", "a.b(c)[1].d ^ -e")]
    [InlineData("not x is only a | b", "not x is only a | b")]
    [InlineData("a in 1 bit..2 bit", "a in 1 bit..2 bit")]
    [InlineData("if a then b else c  ", "if a then b else c")]
    [InlineData("80% // a comment\n", "80%")]
    public void Spans_are_exact(string text, string expected)
    {
        var whole = $"schedule s {{ x = {text} }}";
        var schedule = (ScheduleSyntax)Parsing.Tree(whole).Declarations[0];
        var span = ((DefinitionSyntax)schedule.Body[0]).Value.Span;

        Assert.Equal(expected, whole.Substring(span.Start, span.Length));
    }

    internal static void AssertNested(SourceText source, FileSyntax tree)
    {
        foreach (var node in tree.DescendantsAndSelf())
        {
            Assert.InRange(node.Span.End, node.Span.Start, source.Content.Length);
            var last = node.Span.Start;
            foreach (var child in node.Children())
            {
                Assert.True(
                    child.Span.Start >= last && child.Span.End <= node.Span.End,
                    $"{source.Path}: {child} {child.Span} is not inside {node.GetType().Name} {node.Span} after {last}");
                last = child.Span.Start;
            }
        }
    }
}
