using LlmCostDsl.Analysis.Questions;
using LlmCostDsl.Analysis.Reports;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Analysis.Formulas;

/// <summary>A name on the command line, <c>NAME.operator.channel</c>, taken apart: what was compiled, and which of its formulas are meant.</summary>
/// <param name="Request">With the target alone.</param>
/// <param name="Part">What stood behind the target; empty where all of it is meant.</param>
internal sealed record Explanation(AnalysisRequest Request, CompiledAnalysis Compiled, string Part, IReadOnlyList<ExplainedFormula> Formulas)
{
    public bool HasFormulas => Formulas.Count > 0;

    /// <summary>Finds the longest beginning of the name that is a target. (Names of modules and parts have dots themselves.)</summary>
    public static (Explanation? Found, IReadOnlyList<Diagnostic> Refusal) Find(SpecCompiler compiler, AnalysisRequest request)
    {
        IReadOnlyList<Diagnostic> refusal = [];
        foreach (var name in Targets(request.Target))
        {
            var target = request with { Target = name };
            var compiled = compiler.Compile(target);
            if (compiled.Plan is not null)
            {
                var part = request.Target[name.Length..].TrimStart('.');
                return (new(target, compiled, part, FormulasOf(compiled, part)), []);
            }

            refusal = [.. compiled.Diagnostics];
        }

        return (null, refusal);
    }

    /// <summary>The beginnings of a dotted name, the longest first.</summary>
    public static IEnumerable<string> Targets(string name)
    {
        yield return name;
        for (var end = name.LastIndexOf('.'); end > 0; end = name.LastIndexOf('.', end - 1))
        {
            yield return name[..end];
        }
    }

    /// <summary>What else the last word may have meant.</summary>
    public string Suggestion()
    {
        var plan = Compiled.Plan!;
        var known = plan.Outputs.Select(o => o.Name)
            .Concat(plan.Tables.SelectMany(t => t.Rows.SelectMany(r => new[] { r.Name, r.Group.Length == 0 ? r.Name : r.Group + "." + r.Name })))
            .Distinct();
        return Spelling.Suggest(Part, known) is { } near ? $"; did you mean '{near}'?" : string.Empty;
    }

    /// <summary>The formulas as a document, with figures where there is an answer.</summary>
    /// <param name="isSubstituted">Whether the numbers themselves stand in the formulas as well.</param>
    /// <param name="limit">How many characters of a formula are shown.</param>
    public IEnumerable<Block> Document(Answer? answer, bool isSubstituted, int limit)
    {
        var plan = Compiled.Plan!.AsWritten();
        var lines = new FormulaLines(plan, answer?.AsWritten(), limit);
        yield return new Title(Part.Length == 0 ? plan.Name : $"{plan.Name}.{Part}", Compiled.Model == plan.Name ? string.Empty : Compiled.Model, 1);
        foreach (var input in plan.Inputs)
        {
            yield return new Paragraph($"  input {InputSettings.Describe(input)}{(input.Documentation is null ? "" : "  // " + input.Documentation.ReplaceLineEndings(" "))}", Tone.Dim);
        }

        foreach (var group in Formulas.GroupBy(f => (f.Step, f.Operator)))
        {
            yield return new Title(group.Key.Operator.Length == 0 ? "outputs" : $"{group.Key.Step}: {group.Key.Operator}", string.Empty, 2);
            var neighbours = group.Key.Operator.Length == 0 ? plan.Outputs.Select(o => (o.Name, o.Node)).ToList() : Columns(plan, group.Key.Step, group.Key.Operator);
            foreach (var line in group.SelectMany(f => lines.Of(f.Name, f.Node, neighbours, isSubstituted)))
            {
                yield return line;
            }
        }

        if (Part.Length == 0)
        {
            foreach (var table in plan.Tables)
            {
                yield return new Title(table.Step, $"explain {Request.Target}.OPERATOR shows the formulas of one", 2);
                yield return new Paragraph("  " + string.Join(", ", table.Rows.Select(r => r.Group.Length == 0 ? r.Name : r.Group + "." + r.Name)));
            }
        }
    }

    private static List<(string Name, int Node)> Columns(EvaluatorPlan plan, string step, string path)
    {
        var table = plan.Tables.First(t => t.Step == step);
        var row = table.Rows.First(r => (r.Group.Length == 0 ? r.Name : r.Group + "." + r.Name) == path);
        return [.. table.Columns.Select((c, i) => (c.Name, row.Cells[i]))];
    }

    private static IReadOnlyList<ExplainedFormula> FormulasOf(CompiledAnalysis compiled, string part)
    {
        if (part.Length == 0)
        {
            return [.. SpecCompiler.Formulas(compiled).Where(f => f.Operator.Length == 0)];
        }

        var whole = SpecCompiler.Formulas(compiled, part);
        var dot = part.LastIndexOf('.');
        return whole.Count > 0 || dot < 0 ? whole : SpecCompiler.Formulas(compiled, part[..dot], part[(dot + 1)..]);
    }
}
