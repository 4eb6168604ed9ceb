using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Emit;

/// <summary>What a step is called in generated code.</summary>
/// <param name="Method">The method that fills its rows: <c>Prefill</c>; <c>PrefillShapes</c> beside it.</param>
/// <param name="Columns">The property of each column in a row.</param>
internal sealed record StepNames(string Method, IReadOnlyList<string> Columns)
{
    public string Row => Method + "Row";

    public string Rows => Method + "Rows";

    public string Shapes => Method + "Shapes";
}

/// <summary>
/// The names of everything public in the code of one analysis. Where a name is that of its enclosing type, or one that every analysis has, it gets a
/// suffix; where two names of the spec come to the same, the later one does.
/// </summary>
internal sealed class AnalysisNames
{
    // What every type has, or what the emitted code calls by its bare name.
    private static readonly string[] Everywhere = NameTable.OfObject;

    private static readonly string[] OfAnalysis =
    [
        "Inputs", "Result", "Operator", "Limit", "NameOf", "On", "Evaluate", "Bound", "Columns", "ResultColumns", "Max", "Min", "Ceiling", "Floor", "Abs", "Log2",
        "Sqrt", "Pow", LaneOperations.Type,
    ];

    private static readonly string[] OfBound = ["Bound", "Device", "Evaluate", "EvaluateMany", "EvaluateLanes", "EvaluateWide", "EvaluateRow", "Compute"];

    public AnalysisNames(EvaluatorPlan plan)
    {
        Type = TypeOf(plan.Name);
        var inputs = new NameTable([.. Everywhere, "Inputs", "Otherwise", "Columns"]);
        Inputs = [.. plan.Inputs.Select(i => inputs.Take(CSharpNames.Pascal(i.Name), "Input"))];
        Outputs = new OutputTree(plan, Everywhere);
        Steps = NameSteps(plan);
        (Operators, OperatorOf) = NameOperators(plan);
        Limits = NameLimits(plan);
    }

    /// <summary>The static class.</summary>
    public string Type { get; }

    /// <summary>The static class an analysis becomes.</summary>
    public static string TypeOf(string analysis)
    {
        var type = CSharpNames.Verbatim(analysis);
        return OfAnalysis.Contains(type) || Everywhere.Contains(type) ? type + "Analysis" : type;
    }

    /// <summary>One an input.</summary>
    public IReadOnlyList<string> Inputs { get; }

    public OutputTree Outputs { get; }

    /// <summary>One a table.</summary>
    public IReadOnlyList<StepNames> Steps { get; }

    /// <summary>Every operator of any step, in the order met, with its path.</summary>
    public IReadOnlyList<(string Member, string Path)> Operators { get; }

    /// <summary>By path.</summary>
    public IReadOnlyDictionary<string, string> OperatorOf { get; }

    /// <summary>By name of column: the members of the limit's type, None aside.</summary>
    public IReadOnlyDictionary<string, string> Limits { get; }

    private List<StepNames> NameSteps(EvaluatorPlan plan)
    {
        var outside = new NameTable([.. Everywhere, .. OfAnalysis, Type]);
        var inside = new NameTable([.. Everywhere, .. OfAnalysis, .. OfBound, Type]);
        var steps = new List<StepNames>();
        foreach (var table in plan.Tables)
        {
            var name = CSharpNames.Pascal(table.Step);
            for (var attempt = name; ; attempt += "Step")
            {
                var step = new StepNames(attempt, []);
                if (outside.IsFree(step.Row) && outside.IsFree(step.Rows) && inside.IsFree(step.Method) && inside.IsFree(step.Shapes))
                {
                    outside.Take(step.Row);
                    outside.Take(step.Rows);
                    inside.Take(step.Method);
                    inside.Take(step.Shapes);
                    var columns = new NameTable([.. Everywhere, "Operator", "Count", "Bound", step.Row]);
                    steps.Add(step with { Columns = [.. table.Columns.Select(c => columns.Take(CSharpNames.Pascal(c.Name), "Value"))] });
                    break;
                }
            }
        }

        return steps;
    }

    private static (List<(string Member, string Path)> Operators, Dictionary<string, string> ByPath) NameOperators(EvaluatorPlan plan)
    {
        var rows = plan.Tables.SelectMany(t => t.Rows).ToList();
        var groups = rows.GroupBy(r => r.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(r => r.Group).Distinct().Count(), StringComparer.Ordinal);
        var names = new NameTable([.. Everywhere, "Operator"]);
        var operators = new List<(string, string)>();
        var byPath = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (!byPath.ContainsKey(row.Path))
            {
                var bare = CSharpNames.Pascal(row.Name);
                var member = names.Take(groups[row.Name] > 1 && row.Group.Length > 0 ? CSharpNames.Pascal(row.Group) + "_" + bare : bare, "Operator");
                byPath[row.Path] = member;
                operators.Add((member, row.Path));
            }
        }

        return (operators, byPath);
    }

    private static Dictionary<string, string> NameLimits(EvaluatorPlan plan)
    {
        var names = new NameTable([.. Everywhere, "None", "Limit"]);
        var limits = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var column in plan.Tables.SelectMany(t => t.Columns).Where(PlanFacts.CanLimit))
        {
            if (!limits.ContainsKey(column.Name))
            {
                limits[column.Name] = names.Take(CSharpNames.Pascal(column.Name), "Limit");
            }
        }

        return limits;
    }
}
