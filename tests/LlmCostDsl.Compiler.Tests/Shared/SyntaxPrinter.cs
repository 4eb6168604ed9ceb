using System.Reflection;
using System.Runtime.CompilerServices;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Shared;

/// <summary>Syntax trees as text, without spans: one line a node, and on one line in parentheses.</summary>
internal static class SyntaxPrinter
{
    /// <summary>One node with its own values, without its children: <c>ChainSyntax * /</c>.</summary>
    public static string Head(SyntaxNode node) => string.Join(' ', new[] { NameOf(node) }.Concat(Values(node)));

    /// <summary>A node with everything below it: <c>(Chain + (Name a) (Name b))</c>.</summary>
    public static string Tree(SyntaxNode node) => $"({string.Join(' ', new[] { Head(node) }.Concat(node.Children().Select(Tree)))})";

    /// <summary>All nodes of a file with how deep they stand, for annotations.</summary>
    public static IEnumerable<(TextSpan Span, string Text)> Annotations(SyntaxNode root) =>
        Walk(root, 0).Select(n => (n.Node.Span, new string(' ', 2 * n.Depth) + Head(n.Node)));

    private static IEnumerable<(SyntaxNode Node, int Depth)> Walk(SyntaxNode node, int depth) =>
        new[] { (node, depth) }.Concat(node.Children().SelectMany(c => Walk(c, depth + 1)));

    private static string NameOf(SyntaxNode node) => node.GetType().Name.Replace("Syntax", string.Empty, StringComparison.Ordinal);

    /// <summary>What a node holds that is no node: operators, words, flags, digits.</summary>
    private static IEnumerable<string> Values(SyntaxNode node)
    {
        if (node is ChainSyntax chain)
        {
            return chain.Rest.Select(l => l.Operator.ToString());
        }

        return node.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetIndexParameters().Length == 0 && p.GetMethod!.GetCustomAttribute<CompilerGeneratedAttribute>() is not null)
            .Select(p => (p.Name, Value: p.GetValue(node)))
            .Where(p => p.Value is string or bool or Enum)
            .Select(p => p.Value switch
            {
                true => p.Name,
                false => string.Empty,
                string text when p.Name is "Documentation" or "Otherwise" or "Value" or "From" => $"{p.Name}=\"{text.Replace("\n", "\\n", StringComparison.Ordinal)}\"",
                var other => other!.ToString()!,
            })
            .Where(v => v.Length > 0);
    }
}
