using System.Text;

namespace LlmCostDsl.Compiler.Tests.Docs;

/// <summary>Random sentences of a grammar, shallow where they would not end.</summary>
internal sealed class EbnfSentences
{
    private const int Deep = 14;

    private static readonly string[] Names = ["alpha", "beta", "gamma_1", "Delta"];

    private readonly IReadOnlyDictionary<string, EbnfNode> rules;
    private readonly Random random;
    private readonly Dictionary<string, int> least = [];
    private readonly StringBuilder text = new();
    private bool afterNumber;

    public EbnfSentences(IReadOnlyDictionary<string, EbnfNode> rules, int seed)
    {
        this.rules = rules;
        random = new Random(seed);
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var (name, node) in rules)
            {
                var depth = Least(node);
                changed |= depth < least.GetValueOrDefault(name, Endless);
                least[name] = Math.Min(depth, least.GetValueOrDefault(name, Endless));
            }
        }
    }

    private static int Endless => 1000;

    public string Next(string rule)
    {
        text.Clear();
        afterNumber = false;
        Write(rules[rule], 0);
        return text.ToString();
    }

    private void Write(EbnfNode node, int depth)
    {
        switch (node)
        {
            case EbnfTerminal t:
                Write(t.Text);
                break;
            case EbnfName { IsToken: true } t:
                WriteToken(t.Name);
                break;
            case EbnfName { Name: "unit" }:
                // Units have no spaces inside.
                text.Append(random.Next(2) == 0 ? "GB/s" : "usd").Append(' ');
                afterNumber = false;
                break;
            case EbnfName r:
                Write(rules[r.Name], depth + 1);
                break;
            case EbnfSequence s:
                foreach (var item in s.Items)
                {
                    Write(item, depth);
                }

                break;
            case EbnfChoice c:
                var shallow = c.Items.Min(Least);
                var open = depth < Deep ? c.Items : [.. c.Items.Where(i => Least(i) == shallow)];
                Write(open[random.Next(open.Count)], depth);
                break;
            case EbnfOptional o:
                for (var left = depth < Deep ? random.Next(o.Repeats ? 3 : 2) : 0; left > 0; left--)
                {
                    Write(o.Inner, depth);
                }

                break;
        }
    }

    private void WriteToken(string name)
    {
        Write(name switch
        {
            "NAME" => Names[random.Next(Names.Length)],
            "INTEGER" => "1",
            "NUMBER" => "1_000.5e-3",
            "PERCENT" => "80%",
            "TEXT" => "\"a \\\"text\\\"\"",
            _ => throw new ArgumentException(name),
        });
        afterNumber = name == "NUMBER";
    }

    private void Write(string token)
    {
        // What stands on a number's line could be its unit.
        text.Append(afterNumber && char.IsLetter(token[0]) ? "\n" : string.Empty).Append(token).Append(' ');
        afterNumber = false;
    }

    private int Least(EbnfNode node) => node switch
    {
        EbnfName { IsToken: false } r => 1 + least.GetValueOrDefault(r.Name, Endless),
        EbnfSequence s => s.Items.Select(Least).DefaultIfEmpty().Max(),
        EbnfChoice c => c.Items.Min(Least),
        _ => 0,
    };
}
