using System.Globalization;
using System.Text;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Shared;

/// <summary>Texts nobody would write. The seed is fixed, so a failure happens again; <c>LLMSPEC_SEED</c> chooses another.</summary>
internal static class Fuzzing
{
    private static readonly string[] Pieces =
    [
        "(", ")", "[", "]", "{", "}", ",", ":", ".", "..", "@", "|", "=", "+=", "*=", "==", "<", ">=", "+", "-", "*", "/", "%", "^", "\n", "\n", " ",
        "and", "or", "not", "if", "then", "else", "in", "is", "true", "only", "1", "4 bit", "80%", "2 GB/s", "1e9", "\"text\"", "\"", "// c\n", "/// d\n",
        "x", "y", "it", "hw", "tag", "cache", "in cache", "x..", "1..4", "operator f(x: tensor) {", "architecture A() steps p {", "transform t {",
        "timing t {", "analysis A {", "model M : N", "every weight where", "fuse {", "replace {", "with {", "repeat 2 as i carrying x {", "let a =",
        "require", "reads", "result [", "weight w: [", "expect", "input b: count in", "schedule s {", "import a.b", "llmspec 1", "\t", "é", "\u0001",
    ];

    public static int Seed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("LLMSPEC_SEED"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var seed) ? seed : 20260401;

    /// <summary>Random characters, random tokens, and real specs with pieces dropped, doubled, swapped or replaced: a third each.</summary>
    public static IEnumerable<SourceText> Texts(int count)
    {
        var random = new Random(Seed);
        for (var i = 0; i < count; i++)
        {
            var text = (i % 3) switch
            {
                0 => Characters(random),
                1 => Tokens(random),
                _ => Mutated(random, SpecFiles.All[random.Next(SpecFiles.All.Count)].Content),
            };
            yield return new SourceText(string.Create(CultureInfo.InvariantCulture, $"seed-{Seed}-{i}.llmspec"), text);
        }
    }

    private static string Characters(Random random)
    {
        var result = new StringBuilder();
        var length = random.Next(200);
        var any = random.Next(2) == 0;
        for (var i = 0; i < length; i++)
        {
            result.Append(any ? (char)random.Next(1, 0x3000) : (char)random.Next(9, 127));
        }

        return result.ToString();
    }

    private static string Tokens(Random random) =>
        string.Join(random.Next(4) == 0 ? string.Empty : " ", Enumerable.Range(0, random.Next(120)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static string Mutated(Random random, string text)
    {
        var result = new StringBuilder(text);
        for (var changes = random.Next(1, 6); changes > 0 && result.Length > 2; changes--)
        {
            var start = random.Next(result.Length);
            var length = Math.Min(random.Next(1, random.Next(2, 40)), result.Length - start);
            switch (random.Next(4))
            {
                case 0:
                    result.Remove(start, length);
                    break;
                case 1:
                    result.Insert(random.Next(result.Length), result.ToString(start, length));
                    break;
                case 2:
                    result.Remove(start, length).Insert(start, Pieces[random.Next(Pieces.Length)]);
                    break;
                default:
                    result.Insert(start, Pieces[random.Next(Pieces.Length)]);
                    break;
            }
        }

        return result.ToString();
    }
}
