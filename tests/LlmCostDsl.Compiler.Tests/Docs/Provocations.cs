using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Tests.Binding;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Docs;

/// <summary>What no spec of a few lines provokes: questions from the command line, generated texts beyond a limit, faults of the compiler.</summary>
internal static class Provocations
{
    private const string Tiny = "architecture Tiny(n: count) steps run {{ x = input [batch, tokens, 4]  {0} }}\nmodel Small : Tiny(n: 4) {{ expect parameters >= 0 }}";

    public static IReadOnlyDictionary<string, Func<IEnumerable<Diagnostic>>> Programs { get; } = new Dictionary<string, Func<IEnumerable<Diagnostic>>>
    {
        ["LLM0001"] = () => Check(new string(' ', 4 * 1024 * 1024 + 1)),
        ["LLM0002"] = () => Check("hardware\0"),
        ["LLM0006"] = () => Check(Function(new string('(', 300) + "x" + new string(')', 300))),
        ["LLM0007"] = () => Check(Function(string.Join(" + ", Enumerable.Repeat("x", 10_001)))),
        ["LLM0021"] = () => Check(Many(300, _ => "timing t { a = }")),
        ["LLM1003"] = () => TestLibrary.Bind("import twins.one\nimport twins.one_more\nmodel A : Twin").Diagnostics.Items,
        ["LLM1019"] = () => Ask(string.Empty, "Lama2_7B"),
        ["LLM1020"] = () => Ask("import models.llama\nmodel Mine : Llama2_7B\nmodel MINE : Llama2_7B", "mine"),
        ["LLM2019"] = () => OnSmallStack(Function("x" + string.Concat(Enumerable.Repeat(".a", 9_000)))),
        ["LLM4506"] = () => Check("import models.llama\n" + Many(300, i => $"transform t{i} {{ apply t{i + 1} }}") + "transform t300 { every weight { width = 8 bit } }\nmodel Small : Llama2_7B { apply t0  expect parameters > 0 }"),
        ["LLM5009"] = () => Ask(Format("y = linear(x, n)"), "Small"),
        ["LLM6003"] = () => Check(Many(20_000, i => $"function f{i}(x: ratio): ratio = f{i + 1}(x) + 1") + "function f20000(x: ratio): ratio = x\n" + Format("let a = f0(n)  y = linear(x, round(a))")),
        ["LLM6004"] = () => Check(Format("repeat 2000 as i {\n" + Many(60, i => $"y{i} = linear(x, i + 1)") + "}")),
        ["LLM6005"] = () => Check(Format("repeat 5000 as i { y = linear(x, i + 1) }")),
        ["LLM6007"] = () =>
        {
            var bag = new DiagnosticBag();
            SpecCompiler.Guarded(Nowhere, bag, () => throw new PoolFullException());
            return bag.Items;
        },
        ["LLM7001"] = () => [Nowhere.SameCSharpName("Models", "Models", null, null), Nowhere.SameCSharpName("a", "A", "A", Nowhere), Nowhere.SameCSharpName("a", "A", "a", null)],
        ["LLM7002"] = () => [Nowhere.IsLarge("Chat", GeneratedCodeDiagnostics.LargeAnalysis)],
        ["LLM7003"] = () => [GeneratedCodeDiagnostics.LanguageTooOld(11)],
        ["LLM7004"] = () => [Nowhere.SuffixedName("input", "w", "W", "W")],
        ["LLM9001"] = () =>
        {
            var bag = new DiagnosticBag();
            SpecCompiler.Guarded(Nowhere, bag, () => throw new InvalidOperationException("two and two are five"));
            return bag.Items;
        },
    };

    private static SourceSpan Nowhere => new(new SourceText("page.llmspec", string.Empty), new TextSpan(0, 0));

    private static IEnumerable<Diagnostic> Check(string text) => DiagnosticPagesTests.Check(text);

    // The least a host may have, so that the test does not depend on what this one has.
    private static IEnumerable<Diagnostic> OnSmallStack(string text)
    {
        IEnumerable<Diagnostic> said = [];
        var thread = new Thread(() => said = Check(text), 512 * 1024);
        thread.Start();
        thread.Join();
        return said;
    }

    private static IEnumerable<Diagnostic> Ask(string text, string target)
        => SpecCompiler.Load([new SourceText("page.llmspec", text)]).Compile(new AnalysisRequest(target)).Diagnostics;

    private static string Function(string body) => $"function f(x: ratio): ratio = {body}\n";

    private static string Format(string nodes) => string.Format(System.Globalization.CultureInfo.InvariantCulture, Tiny, nodes);

    private static string Many(int count, Func<int, string> line) => string.Concat(Enumerable.Range(0, count).Select(i => line(i) + "\n"));
}
