using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Binding;

/// <content>Which definitions need which.</content>
internal sealed partial class DefinitionTable
{
    // The definitions of this table that a value seems to name.
    private IEnumerable<Definition> Named(Definition definition)
    {
        foreach (var node in definition.Value.DescendantsAndSelf())
        {
            var path = node switch
            {
                NameSyntax n => n.Name,
                MemberSyntax { Target: NameSyntax t } m => t.Name + "." + m.Member.Text,
                _ => null,
            };
            if (path is not null && byPath.TryGetValue(path, out var needed))
            {
                yield return needed;
            }
        }
    }

    // The shortest way from a definition back to itself.
    private List<string> Circle(Definition definition)
    {
        var from = new Dictionary<Definition, Definition>();
        var open = new Queue<Definition>();
        open.Enqueue(definition);
        while (open.Count > 0)
        {
            var next = open.Dequeue();
            foreach (var needed in Named(next))
            {
                if (needed == definition)
                {
                    var circle = new List<string>();
                    for (var step = next; step != definition; step = from[step])
                    {
                        circle.Insert(0, step.Path);
                    }

                    circle.Insert(0, definition.Path);
                    return circle;
                }

                if (!from.TryGetValue(needed, out _))
                {
                    from[needed] = next;
                    open.Enqueue(needed);
                }
            }
        }

        return [definition.Path];
    }
}
