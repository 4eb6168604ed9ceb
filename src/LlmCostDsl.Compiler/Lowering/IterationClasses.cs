using System.Globalization;
using LlmCostDsl.Compiler.Graph;

namespace LlmCostDsl.Compiler.Lowering;

/// <summary>Iterations of repeats that none of several graphs tells apart: what is at one path in all of them is the same in number and place.</summary>
internal sealed class IterationClasses
{
    // By repeat, the class of each iteration.
    private readonly Dictionary<(object Root, string Repeat), List<int>> classes = [];

    /// <param name="graphs">Each with the root of its model: paths are compared among graphs of one root.</param>
    public IterationClasses(IEnumerable<(object Root, ModelGraph Graph)> graphs)
    {
        var count = 0;
        foreach (var (root, graph) in graphs.Distinct())
        {
            foreach (var repeat in graph.Body.Bodies.SelectMany(b => b.Items.OfType<GraphRepeat>()))
            {
                if (!classes.TryGetValue((root, PathOf(repeat)), out var known))
                {
                    classes[(root, PathOf(repeat))] = known = [];
                }

                foreach (var members in repeat.Groups.Select(g => g.Members).OfType<List<int>>())
                {
                    var divided = new Dictionary<int, int>();
                    foreach (var member in members)
                    {
                        while (known.Count <= member)
                        {
                            known.Add(-1);
                        }

                        if (!divided.TryGetValue(known[member], out var next))
                        {
                            divided[known[member]] = next = count++;
                        }

                        known[member] = next;
                    }
                }
            }
        }
    }

    /// <summary>The classes a group's iterations fall into, with their sizes; null where the number is symbolic.</summary>
    public IEnumerable<(string Name, int? Size)> Of(object root, GraphGroup group)
        => group.Members is not { } members
            ? [("all", null)]
            : classes[(root, PathOf(group.Repeat))] is var known
                ? members.GroupBy(m => known[m]).Select(c => (c.Key.ToString(CultureInfo.InvariantCulture), (int?)c.Count()))
                : [];

    private static string PathOf(GraphRepeat repeat) => repeat.Group is { } outer ? PathOf(outer.Repeat) + "." + repeat.Path : repeat.Path;
}
