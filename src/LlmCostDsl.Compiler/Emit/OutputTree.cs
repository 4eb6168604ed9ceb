using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Emit;

/// <summary>The outputs as nested types: <c>memory.total</c> is <c>Memory.Total</c>.</summary>
internal sealed class OutputTree
{
    private readonly string[] everywhere;

    public OutputTree(EvaluatorPlan plan, string[] everywhere)
    {
        this.everywhere = everywhere;
        Root = new Part("Result", string.Empty, Scope(string.Empty), []);
        var paths = new string[plan.Outputs.Count];
        var flat = new NameTable([.. everywhere, "ResultColumns"]);
        for (var i = 0; i < plan.Outputs.Count; i++)
        {
            var segments = plan.Outputs[i].Name.Split('.');
            var part = Root;
            for (var s = 0; s < segments.Length - 1; s++)
            {
                part = Child(part, segments[s]);
            }

            var member = part.Names.Take(CSharpNames.Pascal(segments[segments.Length - 1]), "Value");
            part.Members.Add(new Leaf(member, i));
            paths[i] = part.Path + member;
            var column = flat.Take(CSharpNames.Pascal(plan.Outputs[i].Name), "Value");
            Columns.Add(column);
        }

        Paths = paths;
    }

    /// <summary>The result itself.</summary>
    public Part Root { get; }

    /// <summary>By number of output: how it is reached from a result, <c>Memory.Total</c>.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>By number of output: its name as a column, <c>MemoryTotal</c>.</summary>
    public List<string> Columns { get; } = [];

    private Part Child(Part parent, string segment)
    {
        foreach (var member in parent.Members)
        {
            if (member is Part known && known.Segment == segment)
            {
                return known;
            }
        }

        var pascal = CSharpNames.Pascal(segment);
        var property = parent.Names.Take(pascal, "Group");
        var type = parent.Names.Take(pascal + "Part", "Type");
        var part = new Part(type, segment, Scope(type), []) { Member = property, Path = parent.Path + property + "." };
        parent.Members.Add(part);
        return part;
    }

    private NameTable Scope(string type) => new([.. everywhere, "Result", type]);

    /// <summary>A property of a result.</summary>
    internal abstract record Member;

    /// <summary>An output.</summary>
    internal sealed record Leaf(string Name, int Output) : Member;

    /// <summary>A group of outputs, a type of its own.</summary>
    internal sealed record Part(string Type, string Segment, NameTable Names, List<Member> Members) : Member
    {
        /// <summary>The property that holds it.</summary>
        public string Member { get; init; } = string.Empty;

        /// <summary>How its members are reached: <c>Memory.</c></summary>
        public string Path { get; init; } = string.Empty;
    }
}
