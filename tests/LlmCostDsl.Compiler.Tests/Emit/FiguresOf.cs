using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Emit;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Emit;

/// <summary>Declarations as the emitters see them.</summary>
internal static class FiguresOf
{
    public static SpecCompiler Catalogue { get; } = SpecCompiler.Load([]);

    public static SpecCompiler Text(string text) => SpecCompiler.Load([new SourceText("test.llmspec", "llmspec 1\n" + text)]);

    public static ModelFigures Model(this SpecCompiler compiler, string name)
    {
        var bag = new DiagnosticBag();
        var figures = compiler.Figures(compiler.Declared<ModelSymbol>().First(m => m.Name == name), bag);
        Assert.Empty(bag.Items);
        return figures!;
    }

    public static DeviceFigures Device(this SpecCompiler compiler, string name)
    {
        var bag = new DiagnosticBag();
        var figures = compiler.Figures(compiler.Declared<HardwareSymbol>().First(m => m.Name == name), bag);
        Assert.Empty(bag.Items);
        return figures!;
    }
}
