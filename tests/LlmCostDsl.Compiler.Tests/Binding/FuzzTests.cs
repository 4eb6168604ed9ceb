using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Binding;

/// <summary>Specs with pieces cut, doubled, swapped and misspelled: whatever comes out is bound or refused, and every diagnostic lies inside its file.</summary>
public sealed class FuzzTests
{
    private const int Rounds = 300;
    private const string Signs = "(){}[]=:,.@^-*/%\"!<>1e9 ";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Mutated_specs_never_throw(int seed)
    {
        var library = CleanTests.LibraryOf(CleanTests.Examples);
        var texts = library.Files.Select(f => f.Source.Content).Append(TestLibrary.Prelude).Append(TestLibrary.Architectures).ToList();
        var words = texts.SelectMany(t => t.Split([' ', '\n', '(', ')', ',', '.'], StringSplitOptions.RemoveEmptyEntries)).Distinct().ToList();
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var text = Mutated(Piece(texts[random.Next(texts.Count)], random), words, random);
            try
            {
                var program = BoundProgram.Load(library, [new SourceText("fuzz.llmspec", text)]);
                program.BindEverything();
                var bag = new DiagnosticBag();
                program.BindQuestion(new AnalysisRequest(round % 2 == 0 ? "Llama2Chat" : "Llama2_7B"), bag);
                foreach (var said in program.Diagnostics.Items.Concat(bag.Items))
                {
                    Assert.InRange(said.At.Span.Start, 0, said.At.Source.Content.Length);
                    Assert.InRange(said.At.Span.End, said.At.Span.Start, said.At.Source.Content.Length);
                }
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {seed}, round {round}: {e}\n{text}");
            }
        }
    }

    private static string Piece(string text, Random random)
    {
        if (text.Length < 3000)
        {
            return text;
        }

        var start = text.IndexOf("\n\n", random.Next(text.Length - 2000), StringComparison.Ordinal);
        start = Math.Max(start, 0);
        return text.Substring(start, Math.Min(2500, text.Length - start));
    }

    private static string Mutated(string text, List<string> words, Random random)
    {
        for (var i = random.Next(1, 6); i > 0 && text.Length > 10; i--)
        {
            int at = random.Next(text.Length - 1), length = Math.Min(random.Next(1, 30), text.Length - at);
            text = random.Next(5) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(random.Next(text.Length), text.Substring(at, length)),
                2 => text.Insert(at, " " + words[random.Next(words.Count)] + " "),
                3 => Replaced(text, words, random),
                _ => text.Insert(at, Signs[random.Next(Signs.Length)].ToString()),
            };
        }

        return text;
    }

    // One word in the place of another: what keeps texts well-formed and makes them wrong.
    private static string Replaced(string text, List<string> words, Random random)
    {
        var at = random.Next(text.Length);
        while (at < text.Length && !char.IsLetter(text[at]))
        {
            at++;
        }

        var end = at;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        return text.Substring(0, at) + words[random.Next(words.Count)] + text.Substring(end);
    }
}
