using System.Text.RegularExpressions;

namespace LlmCostDsl.Compiler.Tests.Docs;

/// <summary>A piece of a grammar's right side.</summary>
internal abstract record EbnfNode;

/// <summary>A word or sign between quotes.</summary>
internal sealed record EbnfTerminal(string Text) : EbnfNode;

/// <summary>A rule, or in capitals a kind of token.</summary>
internal sealed record EbnfName(string Name) : EbnfNode
{
    public bool IsToken => char.IsUpper(Name[0]);
}

internal sealed record EbnfSequence(IReadOnlyList<EbnfNode> Items) : EbnfNode;

internal sealed record EbnfChoice(IReadOnlyList<EbnfNode> Items) : EbnfNode;

/// <summary>Any number of times, or once at most.</summary>
internal sealed record EbnfOptional(EbnfNode Inner, bool Repeats) : EbnfNode;

/// <summary>The rules of docs/grammar.ebnf that are made of tokens; what makes a token is said there in words.</summary>
internal sealed class Ebnf
{
    private readonly List<string> parts;
    private int position;

    private Ebnf(string text) => parts = [.. Regex.Matches(text, "\"[^\"]*\"|'[^']*'|[A-Za-z_]+|[=|;{}()\\[\\]]").Select(m => m.Value)];

    public static IReadOnlyDictionary<string, EbnfNode> Read(string path)
    {
        var text = Regex.Replace(File.ReadAllText(path), @"\(\*.*?\*\)", m => m.Value.StartsWith("(* ------", StringComparison.Ordinal) ? m.Value : string.Empty, RegexOptions.Singleline);
        var files = text[text.IndexOf("(* ---------- files", StringComparison.Ordinal)..];
        var quantity = Regex.Match(text, @"^quantity .*?;\s*unit .*?;", RegexOptions.Singleline | RegexOptions.Multiline).Value;
        return new Ebnf(quantity + Regex.Replace(files, @"\(\*.*?\*\)", string.Empty, RegexOptions.Singleline)).Rules();
    }

    private Dictionary<string, EbnfNode> Rules()
    {
        var rules = new Dictionary<string, EbnfNode>();
        while (position < parts.Count)
        {
            var name = parts[position];
            Assert.Equal("=", parts[position + 1]);
            position += 2;
            rules.Add(name, Choice());
            Assert.Equal(";", parts[position++]);
        }

        return rules;
    }

    private EbnfNode Choice()
    {
        var items = new List<EbnfNode> { Sequence() };
        while (parts[position] == "|")
        {
            position++;
            items.Add(Sequence());
        }

        return items.Count == 1 ? items[0] : new EbnfChoice(items);
    }

    private EbnfSequence Sequence()
    {
        var items = new List<EbnfNode>();
        while (parts[position] is not ("|" or ";" or ")" or "]" or "}"))
        {
            var part = parts[position++];
            items.Add(part switch
            {
                "(" => Closed(Choice()),
                "[" => Closed(new EbnfOptional(Choice(), false)),
                "{" => Closed(new EbnfOptional(Choice(), true)),
                _ when part[0] is '"' or '\'' => new EbnfTerminal(part[1..^1]),
                _ => new EbnfName(part),
            });
        }

        return new EbnfSequence(items);
    }

    private EbnfNode Closed(EbnfNode node)
    {
        position++;
        return node;
    }
}
