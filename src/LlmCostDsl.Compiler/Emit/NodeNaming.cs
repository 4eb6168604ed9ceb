using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Emit;

/// <summary>
/// What the locals of generated code are called: by what they mean (<c>qProjTime</c>, <c>ttft</c>), by what they are made of (<c>batchPrompt</c>), or after
/// what they are part of and measure (<c>qProjBytes</c>).
/// </summary>
internal sealed class NodeNaming(PlanFacts facts, AnalysisNames names)
{
    private const int Longest = 28;

    private readonly Dictionary<int, string?> structures = [];

    private EvaluatorPlan Plan => facts.Plan;

    /// <param name="table">The table whose code it stands in, or -1.</param>
    /// <param name="owner">What it is part of.</param>
    public string Of(int node, int table, string owner)
        => (facts.MeaningOf(node) is { } meaning ? Of(meaning, table) : null)
            ?? (facts.NoteOf(node)?.Name is { } name ? CSharpNames.Camel(owner.Length == 0 ? name : owner + "_" + name) : null)
            ?? Structure(node)
            ?? CSharpNames.Camel(owner.Length == 0 ? Kind(node) : owner + "_" + Kind(node));

    /// <summary>An output by its name; a figure by operator and column, with the step where that is another.</summary>
    public string Of(Meaning meaning, int table)
    {
        if (meaning.Table < 0)
        {
            return CSharpNames.Camel(Plan.Outputs[meaning.Row].Name);
        }

        var of = Plan.Tables[meaning.Table];
        var step = meaning.Table == table ? string.Empty : of.Step + "_";
        return CSharpNames.Camel(step + Operator(meaning) + "_" + of.Columns[meaning.Column].Name);
    }

    /// <summary>An operator without its step.</summary>
    public string Operator(Meaning meaning) => names.OperatorOf[Plan.Tables[meaning.Table].Rows[meaning.Row].Path];

    private string? Structure(int node)
    {
        if (!structures.TryGetValue(node, out var known))
        {
            known = StructureOf(Plan.Nodes[node]);
            structures[node] = known is { Length: <= Longest } ? known : known = null;
        }

        return known;
    }

    // Operands stand before what uses them and are asked for first, so this goes one step deep.
    private string? StructureOf(PlanNode node)
    {
        string? Part(int operand) => Plan.Nodes[operand] is { Op: PlanOp.Input, A: var input }
            ? CSharpNames.Camel(Plan.Inputs[input].Name)
            : Plan.Nodes[operand] is { Op: PlanOp.Attribute, A: var attribute } ? CSharpNames.Camel(Plan.Attributes[attribute].Name)
            : structures.TryGetValue(operand, out var s) ? s : null;
        switch (node.Op)
        {
            case PlanOp.Multiply when Whole(node.A) == "1":
                return Part(node.B);
            case PlanOp.Multiply when Whole(node.A) is { } many && Plan.Nodes[node.B].Op == PlanOp.Divide && Part(node.B) is { } one:
                return "x" + many + CSharpNames.Pascal(one);
            case PlanOp.Multiply when Whole(node.A) is { } factor && Part(node.B) is { } of:
                return $"{of}_x{factor}";
            case PlanOp.Multiply when Part(node.A) is { } a && Part(node.B) is { } b:
                return a + CSharpNames.Pascal(b);
            case PlanOp.Divide when Whole(node.A) is { } above && Part(node.B) is { } below:
                return CSharpNames.Camel("per_" + below) + (above == "1" ? string.Empty : "_x" + above);
            case PlanOp.Add when Part(node.A) is { } a && Whole(node.B) is { } term:
                return $"{a}Plus{term}";
            case PlanOp.Add when Part(node.A) is { } a && Part(node.B) is { } b:
                return $"{a}Plus{CSharpNames.Pascal(b)}";
            case PlanOp.Subtract when Part(node.A) is { } a && Whole(node.B) is { } term:
                return $"{a}Minus{term}";
            case PlanOp.Select when Plan.Nodes[node.A] is { Op: PlanOp.Present, A: var tested } && Plan.Nodes[node.B] is { Op: PlanOp.Attribute, A: var read } && tested == read:
                var otherwise = Plan.Nodes[node.C] switch
                {
                    { Op: PlanOp.Constant, Value: 0 } => "zero",
                    { Op: PlanOp.Attribute, A: var instead } => Plan.Attributes[instead].Name,
                    _ => "default",
                };
                return CSharpNames.Camel(Plan.Attributes[read].Name + "_or_" + otherwise);
            default:
                return null;
        }
    }

    private string? Whole(int node) => Plan.Nodes[node] is { Op: PlanOp.Constant, Value: >= 0 and < 1e9 and var value } && Math.Floor(value) == value
        ? value.ToString("0", System.Globalization.CultureInfo.InvariantCulture)
        : null;

    private string Kind(int node)
    {
        if (facts.IsTruth(node))
        {
            return "condition";
        }

        var dimension = Plan.Nodes[node].Dimension;
        if (dimension.IsNone)
        {
            return "number";
        }

        (sbyte Exponent, string Many, string One)[] units =
        [
            (dimension.Byte, "bytes", "byte"), (dimension.Flop, "flops", "flop"), (dimension.Joule, "joules", "joule"),
            (dimension.Usd, "dollars", "dollar"), (dimension.Second, "seconds", "second"),
        ];
        var above = string.Join("_", units.Where(u => u.Exponent > 0).Select(u => u.Many));
        var below = string.Join("_", units.Where(u => u.Exponent < 0).Select(u => u.One));
        return below.Length == 0 ? above : (above.Length == 0 ? "number" : above) + "_per_" + below;
    }
}
