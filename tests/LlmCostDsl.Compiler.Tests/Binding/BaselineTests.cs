using System.Collections;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Tests.Shared;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Binding;

/// <summary>Each line of a spec with what binding made of it: what every name leads to, and the type of every expression that is more than a name.</summary>
public sealed class BaselineTests
{
    [Fact]
    public void Bound()
    {
        var folder = Path.Combine(SpecFiles.Tests, "Binding");
        var source = new SourceText("Bound.llmspec", File.ReadAllText(Path.Combine(folder, "Bound.llmspec")));
        var program = BoundProgram.Load(TestLibrary.Library, [source]);
        program.BindEverything();
        Assert.True(program.Diagnostics.Items.Count == 0, TestLibrary.Show(program.Diagnostics.Items));
        var annotations = new List<(TextSpan Span, string Text)>();
        foreach (var symbol in program.Project.All())
        {
            Walk(symbol, source, annotations, []);
        }

        Snapshot.VerifyFile(AnnotatedSource.Annotate(source, annotations.Distinct()), Path.Combine(folder, "Bound.bound"), "llmspec");
    }

    // Every bound node below, found by its properties; other symbols are their own business.
    private static void Walk(object? item, SourceText source, List<(TextSpan Span, string Text)> into, HashSet<object> seen)
    {
        switch (item)
        {
            case null or string or SourceSpan or SpecType:
                return;
            case IEnumerable many:
                foreach (var one in many)
                {
                    Walk(one, source, into, seen);
                }

                return;
            case Symbol when seen.Count > 0:
                return;
        }

        if (item.GetType().Namespace != typeof(Symbol).Namespace || item.GetType().IsEnum || !seen.Add(item) || item is DefinitionTable or SpecFile)
        {
            return;
        }

        if (item is BoundExpression e && e.At.Source == source && Describe(e) is { } text)
        {
            into.Add((e.At.Span, text));
        }

        foreach (var property in item.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0))
        {
            Walk(property.GetValue(item), source, into, seen);
        }
    }

    private static string? Describe(BoundExpression e) => e switch
    {
        BoundNumber n => $"{n.Value.ToString()} {n.Type.Dimension}",
        BoundTruth or BoundText => null,
        BoundLocal l => $"{l.Name}: {l.Type.Name}",
        BoundProperty p => $"{(p.Target is BoundSubject s ? s.Subject.ToString() : "of")}.{p.Name}: {p.Type.Name}",
        BoundDefinitionUse d => $"{(d.IsBase ? "base " : string.Empty)}definition {d.Path}: {d.Type.Name}",
        BoundDefinitionCall d => $"{(d.IsBase ? "base " : string.Empty)}definition {d.Path}(…): {d.Type.Name}",
        BoundFunctionCall f => $"function {f.Function}: {f.Type.Name}",
        BoundOperatorCall o => $"{o.Callee.GetType().Name} {o.Callee}",
        BoundModelUse m => $"model {m.Model}",
        BoundIs i => $"asks {i.Property} of {(i.Target is null ? "it" : "a tensor")}",
        BoundIteration i => $"iteration of {i.IndexName}: {i.Member}",
        BoundSubject => null,
        _ => $"{e.GetType().Name.Substring(5)}: {e.Type.Name}",
    };
}
