using LlmCostDsl.Compiler.Syntax.Lexing;

namespace LlmCostDsl.Compiler.Tests.Docs;

/// <summary>Whether a grammar derives a list of tokens: every way of reading each rule at each place, remembered.</summary>
internal sealed class EbnfRecognizer(IReadOnlyDictionary<string, EbnfNode> rules, IReadOnlyList<Token> tokens)
{
    private readonly Dictionary<(string Rule, int Start), HashSet<int>> known = [];

    /// <summary>How far the reading got.</summary>
    public int Farthest { get; private set; }

    public bool Derives(string rule) => Ends(new EbnfName(rule), 0).Contains(tokens.Count);

    private HashSet<int> Ends(EbnfNode node, int start)
    {
        switch (node)
        {
            case EbnfTerminal t:
                return Step(start, tokens.Count > start && tokens[start].Text == t.Text);
            case EbnfName { IsToken: true } t:
                return Step(start, tokens.Count > start && Fits(t.Name, tokens[start].Kind));
            case EbnfName r:
                if (!known.TryGetValue((r.Name, start), out var ends))
                {
                    known[(r.Name, start)] = ends = Ends(rules[r.Name], start);
                }

                return ends;
            case EbnfChoice c:
                return [.. c.Items.SelectMany(i => Ends(i, start))];
            case EbnfSequence s:
                return s.Items.Aggregate(new HashSet<int> { start }, (from, item) => [.. from.SelectMany(p => Ends(item, p))]);
            case EbnfOptional o:
                return Repeat(o, start);
            default:
                throw new ArgumentException(node.ToString());
        }
    }

    private HashSet<int> Repeat(EbnfOptional optional, int start)
    {
        var found = new HashSet<int> { start };
        var open = new Queue<int>(found);
        while (open.TryDequeue(out var at) && (optional.Repeats || at == start))
        {
            foreach (var end in Ends(optional.Inner, at).Where(found.Add))
            {
                open.Enqueue(end);
            }
        }

        return found;
    }

    private HashSet<int> Step(int start, bool fits)
    {
        Farthest = Math.Max(Farthest, start);
        return fits ? [start + 1] : [];
    }

    private static bool Fits(string name, TokenKind kind) => name switch
    {
        "NAME" => kind == TokenKind.Name,
        "INTEGER" or "NUMBER" => kind == TokenKind.Number,
        "PERCENT" => kind == TokenKind.PercentNumber,
        "UNIT" => kind == TokenKind.Unit,
        "TEXT" => kind == TokenKind.Text,
        _ => false,
    };
}
