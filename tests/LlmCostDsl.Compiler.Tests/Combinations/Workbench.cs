using System.Collections.Concurrent;
using LlmCostDsl.Compiler.Binding;

namespace LlmCostDsl.Compiler.Tests.Combinations;

/// <summary>Compiles combinations, a compiler for each thread with the catalogue bound once, and remembers what was asked of one technique alone.</summary>
public sealed class Workbench : IDisposable
{
    private readonly ThreadLocal<SpecCompiler> compilers = new(() => SpecCompiler.Load([Stacks.Text]));
    private readonly ConcurrentDictionary<(string Analysis, string? Technique), Lazy<Outcome>> alone = [];
    private readonly HashSet<string> turning;

    public Workbench()
    {
        // Those that are always in scope; what restates another tool's numbers is that tool's affair.
        var transforms = BoundProgram.Load([]).Prelude.All(DeclarationKind.Transform).OfType<TransformSymbol>().ToList();
        Catalogue = [.. transforms.Select(t => t.Name)];
        turning = [.. transforms.Where(t => Turns(t.Rules)).Select(t => t.Name)];
    }

    /// <summary>The transforms of the catalogue.</summary>
    internal IReadOnlyList<string> Catalogue { get; }

    /// <summary>A technique on a stack; or the stack as it is, as that technique would be asked about.</summary>
    internal Outcome Alone(string stack, Technique technique, bool with = true) => Of(Analysis(stack, technique), stack, with ? technique : null);

    /// <summary>Both, in this order.</summary>
    internal Outcome Both(string stack, Technique first, Technique second) => Outcome.Of(compilers.Value!, Analysis(stack, first, second), first.On(stack), second.On(stack));

    /// <summary>The first alone, asked the same question as both.</summary>
    internal Outcome Before(string stack, Technique first, Technique second) => Of(Analysis(stack, first, second), stack, first);

    // Steps, or turns where one of them changes those.
    private string Analysis(string stack, params Technique[] techniques) => (techniques.Any(t => turning.Contains(t.Name)) ? "Turns_" : "Steps_") + stack;

    private Outcome Of(string analysis, string stack, Technique? technique)
        => alone.GetOrAdd((analysis, technique?.Name), _ => new(() => Outcome.Of(compilers.Value!, analysis, technique is null ? [] : [technique.On(stack)]))).Value;

    public void Dispose() => compilers.Dispose();

    private static bool Turns(IEnumerable<BoundStatement> rules) => rules.Any(r => r switch
    {
        BoundOverrideRule => true,
        BoundApply apply => Turns(apply.Transform.Rules),
        BoundIfStatement choice => Turns(choice.Then) || Turns(choice.Else),
        _ => false,
    });
}
