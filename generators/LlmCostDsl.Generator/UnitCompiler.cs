using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Emit;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Generator;

/// <summary>Compiles one unit. The result depends on what makes units equal, and on nothing else.</summary>
internal static class UnitCompiler
{
    public static UnitResult Compile(SpecUnit unit, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var (target, options) = (unit.Target, unit.Options);
        return target.Kind switch
        {
            UnitKind.Models => Only(ModelEmitter.EmitContainer(options)),
            UnitKind.Devices => Only(DeviceEmitter.EmitContainer(target.Members, options)),
            UnitKind.Attributes => Only(AttributeEmitter.Emit(unit.Snapshot.NewCompiler().HardwareAttributes(), options)),
            _ => Declaration(unit.Snapshot.NewCompiler(), target, options),
        };
    }

    private static UnitResult Only(EmittedFile file) => new(file, EquatableArray<SpecDiagnostic>.Empty);

    private static UnitResult Declaration(SpecCompiler compiler, UnitTarget target, EmitOptions options)
    {
        var check = compiler.Check(target.Declaration!);
        var bag = new DiagnosticBag();
        bag.AddRange(check.Diagnostics);
        EmittedFile? file = null;
        if (target.IsEmitted && check.Symbol is { } symbol)
        {
            SpecCompiler.Guarded(symbol.At, bag, () => file = Emit(compiler, check, symbol, options, bag));
        }

        if (file is not null && check is { Plan: { } plan, Symbol: AnalysisSymbol analysis })
        {
            bag.AddRange(Remarks(plan, analysis));
        }

        return new UnitResult(file, bag.Items.Select(SpecDiagnostic.From).ToEquatable());
    }

    // What only matters to those who use the code.
    private static IEnumerable<Diagnostic> Remarks(EvaluatorPlan plan, AnalysisSymbol analysis)
    {
        if (plan.Tables.Sum(t => t.Rows.Count) is >= GeneratedCodeDiagnostics.LargeAnalysis and var operators)
        {
            yield return analysis.At.IsLarge(analysis.Name, operators);
        }

        foreach (var clash in CSharpClashes.Of(plan))
        {
            var at = analysis.Inputs.FirstOrDefault(i => clash.What == "input" && i.Name == clash.Second)?.At
                ?? analysis.Definitions.OfType<BoundDefinition>().FirstOrDefault(d => clash.What == "output" && d.Path == clash.Second)?.PathAt
                ?? analysis.At;
            yield return at.SuffixedName(clash.What, clash.First, clash.Second, clash.Name);
        }
    }

    // What is broken becomes its outline, so that one mistake is one message and not one more for every use in C#.
    private static EmittedFile? Emit(SpecCompiler compiler, CheckedDeclaration check, Symbol symbol, EmitOptions options, DiagnosticBag bag) => symbol switch
    {
        AnalysisSymbol analysis => AnalysisEmitter.Emit(check.Plan ?? compiler.Outline(analysis), options),
        ModelSymbol model => ModelEmitter.Emit(check.Model ?? SpecCompiler.Outline(model), options),
        HardwareSymbol device => DeviceEmitter.Emit((check.IsSound ? compiler.Figures(device, bag) : null) ?? SpecCompiler.Outline(device), options),
        _ => null,
    };
}
