using System.Collections.Concurrent;
using LlmCostDsl.Compiler.Binding;

namespace LlmCostDsl.Compiler.Tests.Combinations;

/// <summary>Compiles combinations, a compiler for each thread with the catalogue bound once, and remembers what was asked of one technique alone.</summary>
public sealed class Workbench : IDisposable
{
    private readonly ThreadLocal<SpecCompiler> compilers = new(() => SpecCompiler.Load([Stacks.Text]));
    private readonly ConcurrentDictionary<(string Analysis, string Applied), Lazy<Outcome>> alone = [];
    private readonly HashSet<string> turning;

    public Workbench()
    {
        var transforms = BoundProgram.Load([]).All<TransformSymbol>();
        Catalogue = [.. transforms.Select(t => t.Name)];
        turning = [.. transforms.Where(t => Turns(t.Rules)).Select(t => t.Name)];
    }

    /// <summary>The transforms of the catalogue.</summary>
    internal IReadOnlyList<string> Catalogue { get; }

    /// <summary>Which analysis shows what techniques do: steps, or turns where one of them changes those.</summary>
    internal string Analysis(string stack, params Technique[] techniques) => (techniques.Any(t => turning.Contains(t.Name)) ? "Turns_" : "Steps_") + stack;

    internal Outcome Of(string analysis, string stack, params Technique[] techniques)
        => techniques.Length > 1
            ? Outcome.Of(compilers.Value!, analysis, [.. techniques.Select(t => t.On(stack))])
            : alone.GetOrAdd((analysis, string.Concat(techniques.Select(t => t.On(stack)))), _ => new(() => Outcome.Of(compilers.Value!, analysis, [.. techniques.Select(t => t.On(stack))]))).Value;

    public void Dispose() => compilers.Dispose();

    private static bool Turns(IEnumerable<BoundStatement> rules) => rules.Any(r => r switch
    {
        BoundOverrideRule => true,
        BoundApply apply => Turns(apply.Transform.Rules),
        BoundIfStatement choice => Turns(choice.Then) || Turns(choice.Else),
        _ => false,
    });
}
