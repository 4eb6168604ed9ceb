using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Binding;

/// <summary>What is right binds without a word.</summary>
public sealed class CleanTests
{
    public static string Examples { get; } = Path.Combine(SpecFiles.Tests, "Examples");

    internal static SpecLibrary LibraryOf(string root)
        => new(Directory.EnumerateFiles(root, "*.llmspec", SearchOption.AllDirectories)
            .Select(f => new LibraryFile("specs/" + Path.GetRelativePath(root, f).Replace('\\', '/'), () => File.ReadAllText(f))));

    [Fact]
    public void The_test_library()
    {
        var program = BoundProgram.Load(TestLibrary.Library, []);
        program.BindEverything(includeCatalogue: true);
        Assert.True(program.Diagnostics.Items.Count == 0, TestLibrary.Show(program.Diagnostics.Items));
    }

    [Fact]
    public void The_design_examples()
    {
        var program = BoundProgram.Load(LibraryOf(Examples), []);
        program.BindEverything(includeCatalogue: true);
        Assert.True(program.Diagnostics.Items.Count == 0, TestLibrary.Show(program.Diagnostics.Items));
        Assert.NotEmpty(program.All<ModelSymbol>());
    }

    [Fact]
    public void The_catalogue()
    {
        var program = BoundProgram.Load([]);
        program.BindEverything(includeCatalogue: true);
        var bad = program.Diagnostics.Items.Where(d => d.Severity != Severity.Info).ToList();
        Assert.True(bad.Count == 0, TestLibrary.Show(bad));
    }

    [Fact]
    public void The_index_finds_what_the_parser_finds()
    {
        foreach (var file in SpecLibrary.Embedded.Files.Concat(LibraryOf(Examples).Files).Concat(TestLibrary.Library.Files))
        {
            var parsed = file.Parsed.Tree.Declarations
                .Where(d => DeclarationKinds.Of(d) is not null).Select(d => (DeclarationKinds.Of(d)!.Value, DeclarationKinds.KeyOf(d)));
            Assert.Equal(parsed, file.Index);
        }
    }

    [Theory]
    [InlineData("function f(x: flops): flops = 2 * x\nfunction g(n: count): flops = f(n)")]
    [InlineData("operator o(x: tensor) { result h: [x.., 4]  result c: [x.., 2] of 8 bit  flops = 2 * x.size  flops += 1 FLOP  wire *= 2 }\n"
        + "architecture A(n: count) steps run { x = input [batch, n]  y = o(x)  z = norm(y.h)  w = add(y.c, z) }")]
    [InlineData("architecture A(n: count, at: counts = {1, 3}) steps run { x = input [batch, tokens, n]\n"
        + "repeat n as i carrying x { k = norm(x)  if i in at { s = norm(i2(k)) } else { s = k }  x = add(s, s) }  z = norm(i[2].k) }\nblock i2(x: tensor) { y = norm(x) }")]
    [InlineData("architecture A(n: count) steps run { x = input [batch, n]  if n > 4 { y = norm(x) }  if n <= 4 { y = x }  z = norm(y) }")]
    [InlineData("transform t(width: bits) { every weight { width = width + it.width }  every operator where phase is decode and it.out > 4 { times *= 0.5 } }")]
    [InlineData("transform t(devices: ratio) { schedule generate { yield = base.yield * devices  memory.total = base.memory.total * 2  let devices = devices } }")]
    [InlineData("transform t { timing roofline { time = base.time + compute * efficiency } }")]
    [InlineData("timing t { time = it.bytes / hw.bandwidth  step = max(total(it.time), total(it.wire) / hw.bandwidth) }")]
    [InlineData("schedule s(batch: count in 1..8 = 1, n: count = 2) { a = batch * step(run, tokens: n, context: n, batch: 2).time }\narchitecture A(n: count) steps run { x = input [batch, n] }")]
    [InlineData("every hardware { expect not present(hw.price) or hw.price < 100 usd/hour }\nhardware H { title \"h\" bandwidth = 4 GB/s expect hw.bandwidth > 1 B/s }")]
    [InlineData("import architectures.decoder\nmodel M : Decoder(hidden: 64, layers: 2) { expect parameters > 10  expect head_dim == 8  expect weights > 1 MB within 2% }")]
    [InlineData("transform t(m: model) { require m.vocab == model.vocab else \"vocab\"  become m }\nimport models.small")]
    [InlineData("import models.small\ntransform t { become models.small.Small }")]
    [InlineData("function f(c: bool): bool = c == true and not c != false")]
    [InlineData("function f(x: bytes): ratio = x ^ 2 / (1 B) ^ 2 + sqrt(x * x) / 1 B + round(x, multiple: 512 B) / 1 B + x % 3 B / 1 B")]
    public void Small_texts(string text)
    {
        var said = TestLibrary.Bind(text.Contains("import", StringComparison.Ordinal) && !text.StartsWith("import", StringComparison.Ordinal)
            ? "import models.small\n" + text.Replace("\nimport models.small", string.Empty, StringComparison.Ordinal)
            : text).Diagnostics.Items;
        Assert.True(said.Count == 0, TestLibrary.Show(said));
    }

    [Fact]
    public void Chains_of_thousands_bind()
    {
        const int Length = 5000;
        var definitions = string.Concat(Enumerable.Range(0, Length).Select(i => $"d{i} = d{i + 1}\n"));
        var functions = string.Concat(Enumerable.Range(0, Length).Select(i => $"function f{i}(x: ratio): ratio = f{i + 1}(x)\n"));
        var models = string.Concat(Enumerable.Range(0, Length).Select(i => $"model m{i} : m{i + 1}\n"));
        var program = TestLibrary.Bind(
            $"import models.small\nschedule s {{ {definitions} d{Length} = 1 }}\n{functions}function f{Length}(x: ratio): ratio = x\n{models}model m{Length} : Small");
        Assert.True(program.Diagnostics.Items.Count == 0, TestLibrary.Show(program.Diagnostics.Items.Take(5)));
        Assert.Equal("Decoder", program.Find<ModelSymbol>("m0", out _)!.Architecture.Name);
    }
}
