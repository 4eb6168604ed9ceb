using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Emit;
using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Emit;

public class ModelEmitterTests
{
    private static readonly EmitOptions Demo = new("Demo", IsPublic: true);

    [Fact]
    public void A_model() => Snapshot.Verify(ModelEmitter.Emit(FiguresOf.Catalogue.Model("Llama2_7B"), new EmitOptions("Demo")).Text, "cs");

    [Fact]
    public void A_model_with_a_set_of_layers() => Snapshot.Verify(ModelEmitter.Emit(FiguresOf.Text("""
        architecture Toy(hidden: count, local: counts = {0}, w: bits = 4.5 bit, share: ratio = 1/3, on: bool = true, size: bytes = 4 KiB) steps run {
            x = input [batch, tokens, hidden]
            repeat 4 as layer carrying x { y = linear(x, hidden)  x = y }
        }
        model Toy_S : Toy(hidden: 8, local: {5, 0, 2}) { title "Toy, <small> & \"quoted\"" }
        """).Model("Toy_S"), Demo).Text, "cs");

    // The published checkpoints' totals, and figures of their config.json.
    [Theory]
    [InlineData("Llama2_7B", "Parameters", 6_738_415_616L)]
    [InlineData("Llama2_7B", "ActiveParameters", 6_738_415_616L)]
    [InlineData("Llama2_7B", "WeightBytes", 2.0 * 6_738_415_616)]
    [InlineData("Llama2_7B", "Hidden", 4096L)]
    [InlineData("Llama2_7B", "HeadDim", 128L)]
    [InlineData("Llama2_7B", "KvHeads", 32L)]
    [InlineData("Llama2_7B", "Tied", false)]
    [InlineData("Llama2_7B", "Rotary", 1.0)]
    [InlineData("Llama2_7B", "Title", "Llama-2-7B")]
    [InlineData("Llama2_7B", "Architecture", "Decoder")]
    [InlineData("Llama2_7B", "Source", "meta-llama/Llama-2-7b-hf, config.json")]
    [InlineData("Llama3_2_1B", "Tied", true)]
    [InlineData("Llama3_2_1B", "Parameters", 1_235_814_400L)]
    [InlineData("Mixtral_8x7B", "Parameters", 46_702_792_704L)]
    [InlineData("Mixtral_8x7B", "ActiveParameters", 12_879_925_248L)]
    public void Figures_are_those_of_the_published_model(string model, string member, object expected)
    {
        var assembly = StrictCompilation.Load([ModelEmitter.EmitContainer(Demo), ModelEmitter.Emit(FiguresOf.Catalogue.Model(model), Demo)]);
        Assert.Equal(expected, assembly.Value("Demo.Models+" + model, member));
    }

    [Fact]
    public void What_an_architecture_calls_its_parameters_does_not_matter()
    {
        var model = FiguresOf.Text("""
            architecture Odd(parameters: count, equals: count, title: count, get_type: count, models: count, Toy: count, kv_heads: count, kvHeads: count, class: count) steps run {
                x = input [batch, tokens, 8]
                y = linear(x, 8)
            }
            model Toy : Odd(parameters: 1, equals: 2, title: 3, get_type: 4, models: 5, Toy: 6, kv_heads: 7, kvHeads: 8, class: 9)
            """).Model("Toy");
        var assembly = StrictCompilation.Load([ModelEmitter.EmitContainer(Demo), ModelEmitter.Emit(model, Demo)]);

        var members = new[] { "ParametersParameter", "EqualsParameter", "TitleParameter", "GetTypeParameter", "Models", "ToyParameter", "KvHeads", "KvHeadsParameter", "Class" };
        Assert.Equal([1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L], members.Select(m => assembly.Value("Demo.Models+Toy", m)));
        Assert.Equal(64L, assembly.Value("Demo.Models+Toy", "Parameters"));
    }

    [Theory]
    [InlineData("Models", "ModelsModel")]
    [InlineData("ToString", "ToStringModel")]
    [InlineData("class", "class")]
    [InlineData("record", "record")]
    public void A_model_may_have_any_name(string name, string type)
    {
        var model = FiguresOf.Catalogue.Model("Llama2_7B") with { Name = name };
        foreach (var options in new[] { Demo, new EmitOptions(string.Empty) })
        {
            var assembly = StrictCompilation.Load([ModelEmitter.EmitContainer(options), ModelEmitter.Emit(model, options)]);
            Assert.Equal(4096L, assembly.Value((options.Namespace + ".Models+" + type).TrimStart('.'), "Hidden"));
        }
    }

    [Fact]
    public void Every_model_of_the_catalogue_compiles()
    {
        var models = FiguresOf.Catalogue.Declared<ModelSymbol>();
        var bag = new DiagnosticBag();
        var assembly = StrictCompilation.Load([ModelEmitter.EmitContainer(Demo), .. models.Select(m => ModelEmitter.Emit(FiguresOf.Catalogue.Figures(m, bag)!, Demo))]);
        Assert.Empty(bag.Items);
        Assert.All(models, m => Assert.True((long)assembly.Value("Demo.Models+" + m.Name, "Parameters")! > 0));
    }

    [Fact]
    public void A_model_with_a_mistake_has_no_figures_and_says_why()
    {
        var compiler = FiguresOf.Text("""
            architecture Odd(n: count in 1..4) steps run { require n < 3 else "too many"  x = input [batch, tokens, 8]  y = linear(x, 8) }
            model Toy : Odd(n: 3)
            """);
        var bag = new DiagnosticBag();
        Assert.Null(compiler.Figures(compiler.Declared<ModelSymbol>()[0], bag));
        Assert.Contains("too many", Assert.Single(bag.Items).Message, StringComparison.Ordinal);

        // C# that names it has no mistake of its own.
        var assembly = StrictCompilation.Load([ModelEmitter.EmitContainer(Demo), ModelEmitter.Emit(SpecCompiler.Outline(compiler.Declared<ModelSymbol>()[0])!, Demo)]);
        Assert.Equal(0L, assembly.Value("Demo.Models+Toy", "N"));
    }
}
