using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Graph;

namespace LlmCostDsl.Compiler.Rewriting;

/// <summary>
/// What a repeat carries may change its shape where a rule has rewritten some iterations: those behind are handed something else, and must be told apart from those before.
/// </summary>
internal sealed class CarriedShapes(Evaluator evaluator)
{
    /// <exception cref="RepartitionException">A group holds iterations that are handed different shapes.</exception>
    /// <exception cref="SpecException">Their number is symbolic, so that they cannot be told apart.</exception>
    public void Check(ModelGraph graph, AppliedTransform by)
    {
        foreach (var repeat in graph.Body.Bodies.SelectMany(b => b.Items.OfType<GraphRepeat>()).ToList())
        {
            foreach (var group in repeat.Groups)
            {
                foreach (var carried in group.CarriedIn)
                {
                    var sources = carried.Value.Sources.Where(s => !ReferenceEquals(s.Root, carried.Value)).ToList();
                    if (sources.Find(s => !Traffic.SameShape(evaluator, s, sources[0])) is { } other)
                    {
                        throw group.Members is null
                            ? new SpecException(by.At.CarriedShapeChanges(carried.Key, Traffic.ShapeText(evaluator, sources[0]), Traffic.ShapeText(evaluator, other)))
                            : new RepartitionException(repeat.Syntax, Classes(repeat));
                    }
                }
            }
        }
    }

    // Iterations are alike as long as none between them has changed a shape.
    private Func<int, object> Classes(GraphRepeat repeat)
    {
        var groupOf = repeat.Groups.SelectMany(g => g.Members!.Select(m => (Member: m, Group: g))).ToDictionary(m => m.Member, m => m.Group);
        var changes = new Dictionary<GraphGroup, bool>();
        foreach (var group in repeat.Groups)
        {
            changes[group] = group.CarriedIn.Any(c => !Traffic.SameShape(evaluator, c.Value, group.CarriedOut[c.Key]));
        }

        var classes = new int[groupOf.Count];
        for (var i = 1; i < classes.Length; i++)
        {
            classes[i] = classes[i - 1] + (changes[groupOf[i - 1]] ? 1 : 0);
        }

        return i => classes[i];
    }
}
