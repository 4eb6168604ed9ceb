using System.Reflection;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Binding;

/// <summary>One wrong text for each diagnostic, marked where it has to be said; nothing else may be said.</summary>
public sealed class DiagnosticTests
{
    private const string Analysis = "import models.small\nanalysis A { model Small  schedule generate  timing roofline  on Card  ";

    private static readonly (string Id, string Text)[] Cases =
    [
        ("LLM1001", "import [|models.smal|]"),
        ("LLM1001", "import models.small\nmodel A : [|nowhere|].Small"),
        ("LLM1002", "model A : [|Smal|]"),
        ("LLM1002", "model A : [|Small|]"),
        ("LLM1002", "import architectures.decoder\nmodel A : [|Decoderr|](hidden: 4, layers: 4)"),
        ("LLM1002", "architecture A(n: count) steps run { x = input [batch, n]  y = [|liner|](x, n) }"),
        ("LLM1002", "function f(x: ratio): ratio = [|g|](x)"),
        ("LLM1002", "transform t { apply [|narow|]() }"),
        ("LLM1002", "transform t { replace { y = [|lineal|](x) } with { y = x } }"),
        ("LLM1003", "import twins.one\nimport twins.one_more\nmodel A : [|Twin|]"),
        ("LLM1004", "function f(x: ratio): ratio = x\nfunction [|f|](x: ratio): ratio = x"),
        ("LLM1004", "attribute operator.[|wire|]: bytes = 0 B"),
        ("LLM1005", "operator [|norm|](x: tensor) { result [x.., x.features] }"),
        ("LLM1006", "function f(rows: ratio): ratio = [|row|] + 1"),
        ("LLM1006", "operator o(x: tensor) { result [x.., x.features]  flops = [|bandwidth|] * 1 FLOP }"),
        ("LLM1006", "architecture A(n: count) steps run { x = input [batch, n]  repeat n carrying [|y|] { x = norm(x) } }"),
        ("LLM1006", "architecture A(n: count) steps run { x = input [batch, n]  y = norm([|z|]) }"),
        ("LLM1006", Analysis + "a = [|memory.totl|] }"),
        ("LLM1007", "function f([|min|]: ratio): ratio = 1"),
        ("LLM1007", "architecture A(n: count) steps run { [|tokens|] = input [batch, n] }"),
        ("LLM1007", "function [|max|](x: ratio): ratio = x"),
        ("LLM1008", "function f(x: ratio, [|x|]: ratio): ratio = 1"),
        ("LLM1008", "architecture A(n: count) steps run { x = input [batch, n]  y = norm(x)  [|y|] = norm(x) }"),
        ("LLM1008", "architecture A(n: count) steps run { x = input [batch, n]  if n > 1 { y = norm(x) } else { y = x }  [|y|] = norm(x) }"),
        ("LLM1008", "schedule s { a = 1  [|a|] = 2 }"),
        ("LLM1008", "hardware H { peak = 1 FLOP/s  [|peak|] = 2 FLOP/s }"),
        ("LLM1009", "operator o(x: tensor) { result [x.., x.[|feature|]] }"),
        ("LLM1009", "function f(x: ratio): bytes/seconds = hw.[|bandwith|]"),
        ("LLM1009", "transform t { every cache { held = it.[|hold|] } }"),
        ("LLM1009", "transform t { set layers = model.[|layer_count|] }"),
        ("LLM1009", Analysis + "a = prefill.[|tim|] }"),
        ("LLM1009", Analysis + "a = prefill.total(it.[|comput|]) }"),
        ("LLM1032", "transform t { every weight where [|kind|] is matmul { width = 4 bit } }"),
        ("LLM1010", "operator o(x: tensor) { result [x.., [|hw|].peak / 1 FLOP/s] }"),
        ("LLM1010", "schedule s(n: count) { a = n * [|tokens|] }"),
        ("LLM1010", "function f(x: ratio): ratio = [|it|].rows"),
        ("LLM1010", "timing t { time = 1 s  b = [|base|].time }"),
        ("LLM1010", "function f(x: ratio): ratio = [|step|](decode, tokens: 1, context: 1).time / 1 s"),
        ("LLM1011", "operator o(x: tensor) { result [x.., x.features]  [|flopss|] = 1 }"),
        ("LLM1011", "hardware H { [|peek|] = 1 FLOP/s }"),
        ("LLM1012", "transform t { every operator { [|width|] = 4 bit } }"),
        ("LLM1012", "operator o(x: tensor) { weight w: [x.features] { [|held|] = 1 }  result [x.., x.features] }"),
        ("LLM1013", "transform t { every weight where tag is [|matmull|] { width = 4 bit } }"),
        ("LLM2003", "schedule s(role: [|tag|]) { a = 1 }"),
        ("LLM2020", "transform t(role: tag = [|matmull|]) { every weight where tag is role { width = 4 bit } }"),
        ("LLM1014", "function f(x: ratio): ratio = g(x)\nfunction g(x: ratio): ratio = [|f|](x)"),
        ("LLM1014", "model A : B\nmodel B : [|A|]"),
        ("LLM1014", "transform a { apply [|a|] }"),
        ("LLM1014", "attribute hardware.one: ratio = hw.two\nattribute hardware.two: ratio = hw.[|one|]"),
        ("LLM1014", "block b(x: tensor) { y = [|b|](x) }"),
        ("LLM1014", "hardware A : [|A|] { }"),
        ("LLM1015", "schedule s { first = second + 1  second = [|third|]  third = first }"),
        ("LLM1015", "schedule s { f(x) = [|f(x - 1)|] + 1 }"),
        ("LLM1016", "function f(x: ratio): ratio = [|linear|](x, 4)"),
        ("LLM1016", "architecture A(n: count) steps run { x = [|rate|](8 bit) }"),
        ("LLM1016", "function f(x: ratio): ratio = [|x|](1)"),
        ("LLM1016", "function f(x: ratio): ratio = [|max|]"),
        ("LLM1017", "channel [|bytes|]: bytes"),
        ("LLM1017", "attribute cache.[|held|]: ratio = 1"),
        ("LLM1018", "attribute [|opertor|].cost: ratio = 1"),
        ("LLM1021", "transform t { every operator { math = it.[|tag|] } }"),
        ("LLM1021", "operator o(x: tensor) { result [x.., if [|phase|] == 1 then 1 else 2] }"),
        ("LLM1022", Analysis + "input p: count = 3  expect latency < p * 1 s at [|q|]: 1 }"),
        ("LLM1023", "transform t { apply narrow([|widht|]: 4 bit) }"),
        ("LLM1023", "function f(x: ratio): ratio = round(x, [|to|]: 2)"),
        ("LLM1024", "transform t { apply narrow(width: 4 bit, [|width: 8 bit|]) }"),
        ("LLM1025", "architecture A(n: count) steps run { x = input [batch, n]  y = [|linear|](x) }"),
        ("LLM1025", "import architectures.decoder\nmodel A : [|Decoder|](hidden: 4)"),
        ("LLM1026", "function f(x: ratio): flops/seconds = rate(8 bit, [|x|])"),
        ("LLM1026", "function f(x: ratio): ratio = abs(x, [|x|])"),
        ("LLM1027", "transform t { apply narrow(width: 4 bit, [|64|]) }"),
        ("LLM1028", "function f(x: ratio): ratio = [|sum(x, x)|]"),
        ("LLM1028", "function f(x: ratio): flops/seconds = rate([|math in 1..2|])"),
        ("LLM1029", Analysis + "input [|unused|]: count = 3 }"),
        ("LLM1030", "analysis [|A|] { schedule generate  timing roofline }"),
        ("LLM1031", Analysis + "[|timing roofline|] }"),
        ("LLM8001", "import architectures.decoder\nconfig [|C|] for Decoder { hidden = d }"),
        ("LLM8002", "config C { [|hidden|] = d }"),
        ("LLM8003", "import architectures.decoder\nconfig C for Decoder { hidden = d  layers = n }\nconfig E : C for [|Encoder|] { }"),
        ("LLM8004", "import architectures.decoder\nconfig C for Decoder { hidden = d  layers = n  heads = [|true|] }"),
        ("LLM8004", "import architectures.decoder\nconfig C for Decoder { hidden = d  layers = n  heads = if [|1|] then h else 2 }"),
        ("LLM8004", "import architectures.decoder\nconfig C for Decoder { hidden = d  layers = n  let a = \"text\"  heads = [|a|] + 1 }"),
        ("LLM8004", "import architectures.decoder\nconfig C for Decoder { hidden = d  layers = n  title [|4|] }"),
        ("LLM8004", "import architectures.decoder\nconfig C for Decoder { hidden = d  layers = n  apply narrow(width: [|\"wide\"|]) }"),
        ("LLM8005", "import architectures.decoder\nconfig C for Decoder { hidden = d  layers = n  heads = [|1 s|] }"),
        ("LLM8005", "import architectures.decoder\nconfig C for Decoder { hidden = d  layers = n  heads = [|siz|](list) }"),
        ("LLM8005", "import architectures.decoder\nconfig C for Decoder { hidden = d  layers = n  require [|phase is decode|] else \"no\" }"),
        ("LLM8006", "import architectures.decoder\nconfig C for Decoder { hidden = d  layers = n  [|expect hidden == 4|] }"),
        ("LLM1002", "import architectures.decoder\nconfig C for Decoder { hidden = d  layers = n  apply [|narow|] }"),
        ("LLM1008", "import architectures.decoder\nconfig C for Decoder { hidden = d  layers = n  [|layers|] = m }"),
        ("LLM1009", "import architectures.decoder\nconfig C for Decoder { hidden = d  layers = n  apply narrow(width: it.[|formats|]) to \"a\" }"),
        ("LLM1014", "config A : B { }\nconfig B : [|A|] { }"),
        ("LLM1015", "import architectures.decoder\nconfig C for Decoder { hidden = d  layers = n  let a = [|b|]  let b = a }"),
        ("LLM1023", "import architectures.decoder\nconfig C for Decoder { hidden = d  layers = n  [|head|] = h }"),
        ("LLM1023", "import architectures.decoder\nconfig C for Decoder { hidden = d  layers = n  apply narrow([|widht|]: 4 bit) }"),
        ("LLM2001", "function f(x: [|cuont|]): ratio = 1"),
        ("LLM2002", "function f(x: [|bool|]/seconds): ratio = 1"),
        ("LLM2003", "function f(x: [|tensor|]): ratio = 1"),
        ("LLM2003", Analysis + "input t: [|step|] }"),
        ("LLM2004", "function f(x: bytes): bytes = x + [|1 s|]"),
        ("LLM2004", "function f(x: bytes): bool = x < [|2|]"),
        ("LLM2004", "function f(x: seconds): seconds = max(x, [|1|])"),
        ("LLM2004", "function f(x: bits): bool = x in 1 bit..[|2 s|]"),
        ("LLM2005", "function f(x: bits = [|4|]): ratio = 1"),
        ("LLM2005", "operator o(x: tensor) { result [x.., x.features]  flops = [|x.size * x.width|] }"),
        ("LLM2005", "operator o(x: tensor) { result [x.., x.features] of [|16|] }"),
        ("LLM2005", "schedule s { a: bytes = [|1 s|] }"),
        ("LLM2006", "function f(x: bool): ratio = [|x|] + 1"),
        ("LLM2006", "function f(x: ratio): ratio = if [|x|] then 1 else 2"),
        ("LLM2006", "operator o(x: tensor) { let y = [|x|]  result [x.., x.features] }"),
        ("LLM2006", "function f(x: ratio): ratio = [|\"text\"|]"),
        ("LLM2007", "function f(x: bool): bytes = if x then 1 B else [|0|]"),
        ("LLM2008", "function f(x: bytes): ratio = 2 ^ [|x|]"),
        ("LLM2008", "function f(x: bytes): ratio = ceil([|x|])"),
        ("LLM2008", "function f(x: bytes): ratio = log2([|x|])"),
        ("LLM2009", "function f(x: bytes, n: count): ratio = x ^ [|n|] / 1 B"),
        ("LLM2010", "function f(x: bytes): bytes = sqrt([|x|])"),
        ("LLM2011", "function f(x: count = [|1.5|]): ratio = 1"),
        ("LLM2011", "import models.small\nmodel A : Small(layers: [|2 - 3|])"),
        ("LLM2012", "transform t { apply narrow(group: [|2048|]) }"),
        ("LLM2012", "function f(x: ratio in 0..1 = [|2|]): ratio = 1"),
        ("LLM2013", "function f(x: ratio in [|2..1|]): ratio = 1"),
        ("LLM2014", "function f(x: ratio): ratio = x / [|(1 - 1)|]"),
        ("LLM2014", "function f(x: ratio): ratio = x % [|0|]"),
        ("LLM2015", "function f(x: ratio): ratio = [|1e999|]"),
        ("LLM2017", Analysis + "a = prefill - [|prefill|] }"),
        ("LLM2017", Analysis + "a = prefill * [|1 s|] }"),
        ("LLM2018", "architecture A(n: count) steps run { x = input [batch, n]  y = norm([|n|]) }"),
        ("LLM2016", "attribute operator.quick: bool = false\ntransform t { every operator { [|quick|] *= 2 } }"),
        ("LLM4001", "transform t { every [|wieght|] { width = 4 bit } }"),
        ("LLM4002", "transform t { replace { y = linear(x, [|z|]) } with { y = x } }"),
        ("LLM4003", "block b(x: tensor) { y = norm(x) }\ntransform t { replace { y = [|b|](x) } with { y = x } }"),
        ("LLM4004", "transform t { fuse { y = linear(x)  [|y|] = add(y) } into z }"),
        ("LLM4005", "transform t { replace { y = linear(x) } where [|tag|] is matmul with { y = x } }"),
        ("LLM4006", "transform t { set [|layrs|] = 4 }"),
        ("LLM4007", "transform t { every weight { [|reads nothing|] } }"),
        ("LLM4008", "transform t(n: count) { become [|n|] }"),
        ("LLM5001", "timing [|t|] { compute = 1 s }"),
        ("LLM5002", "schedule s { f(x) = x  a = [|f(1, 2)|] }"),
        ("LLM5003", "schedule s { f(x) = x  a = [|f|] }"),
        ("LLM5004", "transform t { schedule generate { [|turn|] = step(decode, tokens: 1, context: 1) } }"),
        ("LLM5005", "transform t { schedule generate { [|yeild|] = 2 } }"),
        ("LLM5006", "import models.small\nanalysis A { model Bert  schedule [|generate|]  timing roofline }"),
        ("LLM5007", "schedule s { a = step([|prefil|], tokens: 1, context: 1) }"),
        ("LLM5008", "schedule s { a = step([|1|]) }"),
        ("LLM5010", Analysis + "[|latency|] = 1 s }"),
        ("LLM5011", Analysis + "a = [|prefill.total()|] }"),
        ("LLM5013", "architecture A(n: count) steps run with ([|a: bool|]) { x = input [batch, n] }"),
        ("LLM5012", "transform t { schedule generate { yield = base.[|yeild|] } }"),
        ("LLM1006", Analysis + "sensitivity [|latenci|] }"),
        ("LLM1009", Analysis + "sensitivity latency to hw.[|bandwith|] }"),
        ("LLM5003", Analysis + "sensitivity [|turn|] }"),
        ("LLM5014", Analysis + "sensitivity [|prefill|] }"),
        ("LLM5014", Analysis + "let twice = 2 * latency  sensitivity latency, [|twice|] }"),
        ("LLM5014", Analysis + "quick = latency < 1 s  sensitivity [|quick|] }"),
        ("LLM5014", Analysis + "sensitivity [|prompt|] to prompt }"),
        ("LLM5015", Analysis + "sensitivity latency to prompt, [|memory.total|] }"),
        ("LLM5015", Analysis + "input on: bool = true  f = if on then 1 else 2  sensitivity f to [|on|] }"),
        ("LLM5016", Analysis + "sensitivity latency to prompt, hw.peak, [|prompt|] }"),
        ("LLM5016", Analysis + "sensitivity latency, [|latency|] }"),
        ("LLM5016", Analysis + "sensitivity latency to prompt  sensitivity memory.total, [|latency|] }"),
        ("LLM5016", Analysis + "sensitivity latency  sensitivity [|latency|] to prompt, output }"),
        ("LLM5016", Analysis + "elasticity.latency.all = 1  sensitivity [|latency|] }"),
        ("LLM1006", "schedule s { m = 1 B/s  fits [|n|] in hw.bandwidth }"),
        ("LLM1009", "schedule s { m = 1 B/s  fits m in hw.[|bandwith|] }"),
        ("LLM2005", "schedule s { m = 1 B  fits m in [|hw.bandwidth|] }"),
        ("LLM5017", "schedule s { let m = 1 B/s  fits [|m|] in hw.bandwidth }"),
        ("LLM5017", "schedule s { m = 1 B/s  fits m in [|m|] }"),
        ("LLM5017", "schedule s(prompt: count) { m = 1 B/s  fits m in hw.bandwidth for [|promt|] }"),
        ("LLM5017", "schedule s { m = 1 B/s  fits m in hw.bandwidth  [|fits m in hw.bandwidth|] }"),
        ("LLM2005", "timing t { time = [|it.bytes|] }"),
        ("LLM2006", "transform t { schedule generate { prefill = [|3 s|] } }"),
    ];

    // Reached by other ways than a project's text.
    private static readonly HashSet<string> Elsewhere = ["LLM1019", "LLM1020", "LLM5009", "LLM2019"];

    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (id, text) in Cases)
            {
                data.Add(id, text);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Said_once_where_it_belongs(string id, string marked)
    {
        var (text, spans) = TestLibrary.Unmark(marked);
        var said = TestLibrary.Bind(text).Diagnostics.Items;
        Assert.True(said.Count == spans.Count && said.All(d => d.Id == id && d.At.Span == spans[0]), TestLibrary.Show(said));
    }

    [Theory]
    [InlineData("hardware H { peak = 768 [|TFLOPS|] }", "LLM0016")]
    [InlineData("import models.small\nmodel A : Small(layers [|=|] 16)", "LLM0020")]
    [InlineData("import models.small\nmodel A : Small(hidden: 2, layers [|=|] 16, heads: 8)", "LLM0020")]
    public void What_could_not_be_read_is_said_once(string marked, string id)
    {
        var (text, spans) = TestLibrary.Unmark(marked);
        var compiler = SpecCompiler.Load(TestLibrary.Library, [new SourceText("test.llmspec", text)]);
        Assert.Equal([(id, spans[0])], compiler.Check().Select(d => (d.Id, d.At.Span)));
    }

    [Fact]
    public void Each_kind_is_provoked_and_ids_are_contiguous()
    {
        var kinds = new[] { typeof(NameDiagnostics), typeof(ArgumentDiagnostics), typeof(TypeDiagnostics), typeof(TransformBindingDiagnostics), typeof(ScheduleBindingDiagnostics) }
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public)).Select(f => f.GetValue(null)).OfType<DiagnosticKind>().ToList();
        Assert.Empty(kinds.Select(k => k.Id).Except(Cases.Select(c => c.Id)).Except(Elsewhere));
        foreach (var range in kinds.GroupBy(k => k.Id[3]))
        {
            var numbers = range.Select(k => int.Parse(k.Id[3..], System.Globalization.CultureInfo.InvariantCulture)).Order().ToList();
            Assert.Equal(Enumerable.Range(numbers[0], numbers.Count), numbers);
        }
    }

    [Fact]
    public void Nesting_beyond_the_stack_is_said()
    {
        var said = TestLibrary.Bind("function f(x: ratio): ratio = x" + string.Concat(Enumerable.Repeat(".a", 200_000))).Diagnostics.Items;
        Assert.NotEmpty(said);
    }

    [Fact]
    public void Suggestions_and_related_places_are_given()
    {
        var said = Assert.Single(TestLibrary.Bind("model A : Small").Diagnostics.Items);
        Assert.Equal("Add 'import models.small'.", said.Remedy);
        said = Assert.Single(TestLibrary.Bind("schedule s { f(x) = x  a = ff(1) }").Diagnostics.Items);
        Assert.Contains("Unknown function 'ff'", said.Message, StringComparison.Ordinal);
        said = Assert.Single(TestLibrary.Bind("function f(x: bytes): bytes = x + 1 s").Diagnostics.Items);
        Assert.Contains("in B", said.Message, StringComparison.Ordinal);
        Assert.Contains("in s", said.Message, StringComparison.Ordinal);
        Assert.Equal("x", said.Related!.Text);
    }

    [Fact]
    public void Typed_names_that_are_unknown_or_ambiguous_are_said()
    {
        var program = TestLibrary.Bind(string.Empty);
        var bag = new DiagnosticBag();
        Assert.Null(program.BindQuestion(new AnalysisRequest("Smalll"), bag));
        Assert.Equal("LLM1019", Assert.Single(bag.Items).Id);
        bag = new DiagnosticBag();
        Assert.Null(program.BindQuestion(new AnalysisRequest("twin"), bag));
        Assert.Equal("LLM1020", Assert.Single(bag.Items).Id);
        Assert.Contains("twins.one_more.Twin", bag.Items[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_no_schedule_fits_is_said()
    {
        var program = TestLibrary.Bind("architecture Odd(n: count) steps odd { x = input [batch, n] }\nmodel M : Odd(n: 4)");
        var bag = new DiagnosticBag();
        Assert.Null(program.BindQuestion(new AnalysisRequest("M"), bag));
        Assert.Equal("LLM5009", Assert.Single(bag.Items).Id);
    }
}
