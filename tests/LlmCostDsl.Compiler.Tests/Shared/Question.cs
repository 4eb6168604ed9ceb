using System.Globalization;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Shared;

/// <summary>A small spec with one question asked of it: compiled, checked, evaluated.</summary>
internal sealed class Question
{
    /// <summary>
    /// A vocabulary small enough to count by hand: every tensor is 2 bytes wide unless said, a device moves 1 byte a second, and the only step is `run`
    /// of 4 tokens at context 16 unless a test says otherwise.
    /// </summary>
    public const string Words = """
        operator mul(x: tensor, out: count) @heavy { weight w: [x.features, out]  result [x.., out]  flops = 2 * x.size * out }
        operator same(x: tensor) @light { result [x.., x.features]  vector_flops = x.size }
        operator join(a: tensor, b: tensor) { result [a.., a.features]  vector_flops = a.size }
        operator look(q: tensor, k: tensor) @looks { result [q.batch, q.length, k.length]  flops = 2 * q.size * k.length }
        operator head(x: tensor) { result [x.batch, 1, x.features] view x }
        hardware Slow { bandwidth = 1 B/s }
        timing bytes { memory = it.bytes / hw.bandwidth  time = memory }
        schedule once(t: count = 4, c: count = 16) {
            run = step(run, tokens: t, context: c)
            weights = run.weights
            cache = run.cache
            activations = run.activations
            seconds = run.time
        }

        """;

    private readonly PlanResult? result;

    private Question(CompiledAnalysis compiled, PlanResult? result)
    {
        Compiled = compiled;
        this.result = result;
    }

    public CompiledAnalysis Compiled { get; }

    public IEnumerable<string> Ids => Compiled.Diagnostics.Select(d => d.Id);

    public EvaluatorPlan Plan => Compiled.Plan ?? throw new InvalidOperationException(Said);

    public IReadOnlyList<string> Errors => [.. result!.Errors];

    /// <summary>All diagnostics, with their source lines.</summary>
    public string Said => DiagnosticRenderer.Render(Compiled.Diagnostics);

    /// <summary>Compiles the analysis <c>A</c> of a text and evaluates it; inputs that are not given have their defaults.</summary>
    public static Question Ask(string text, params (string Name, double Value)[] inputs) => Ask(text, new AnalysisRequest("A"), inputs);

    public static Question Ask(string text, AnalysisRequest request, params (string Name, double Value)[] inputs)
    {
        var question = Try(text, request, inputs);
        Assert.True(question.Compiled.Plan is not null, question.Said);
        Assert.True(question.result!.IsValid, string.Join("\n", question.Errors));
        return question;
    }

    /// <summary>The same where mistakes are expected.</summary>
    public static Question Try(string text, AnalysisRequest? request = null, params (string Name, double Value)[] inputs)
    {
        var compiled = SpecCompiler.Load(text.Length == 0 ? [] : [new SourceText("test.llmspec", text)]).Compile(request ?? new AnalysisRequest("A"));
        Assert.DoesNotContain(compiled.Diagnostics, d => d.Id == "LLM9001");
        if (compiled.Plan is not { } plan)
        {
            return new Question(compiled, null);
        }

        Assert.Empty(PlanVerifier.Verify(plan));
        var given = inputs.ToDictionary(i => i.Name, i => i.Value);
        Assert.Empty(given.Keys.Except(plan.Inputs.Select(i => i.Name)));
        return new Question(compiled, AllEngines.Evaluate(plan, [.. plan.Inputs.Select(i => given.TryGetValue(i.Name, out var v) ? v : i.Default)], compiled.Device));
    }

    /// <summary>An architecture's body over `x`, 1 × 4 tokens × 8 features of 2 bytes, as model M, with the analysis A of one step.</summary>
    /// <param name="apply">The transforms to apply.</param>
    /// <param name="rest">Further declarations: operators, transforms.</param>
    public static string Of(string body, string apply = "", string rest = "", string parameters = "", string model = "") => Words + rest + $$"""

        architecture Arch({{parameters}}) steps run {
            x = input [batch, tokens, 8]
        {{body}}
        }
        model M : Arch({{model}})
        analysis A { model M  {{apply}}  schedule once  timing bytes  on Slow }
        """;

    /// <summary>The figure of one operator, named with its repeats: <c>layer[3].proj</c>.</summary>
    public double Cell(string row, string column, string step = "run") => Value(Row(row, step).Cells[Column(step, column)]);

    public double Count(string row, string step = "run") => Value(Row(row, step).Count);

    public double[] Shape(string row, string step = "run") => [.. Row(row, step).Shape.Select(Value)];

    public string? Bound(string row, string step = "run")
        => Value(Row(row, step).Bound) is >= 0 and var at ? Table(step).Columns[(int)at].Name : null;

    public double Total(string column, string step = "run") => Value(Table(step).Totals[Column(step, column)]);

    public double Output(string name) => Value(Plan.Outputs.Single(o => o.Name == name).Node);

    /// <summary>Every operator of a step with how often it runs: <c>layer[3].proj × 2</c>.</summary>
    public string[] Rows(string step = "run")
        => [.. Table(step).Rows.Select(r => string.Create(CultureInfo.InvariantCulture, $"{FullName(r)} × {Value(r.Count)}"))];

    private static string FullName(PlanRow row) => row.Group.Length == 0 ? row.Name : row.Group + "." + row.Name;

    private double Value(int node) => result![node];

    private PlanTable Table(string step) => Plan.Tables.Single(t => t.Step == step);

    private PlanRow Row(string row, string step)
        => Table(step).Rows.SingleOrDefault(r => FullName(r) == row) ?? throw new InvalidOperationException($"no row '{row}' among {string.Join(", ", Rows(step))}");

    private int Column(string step, string name) => Table(step).Columns.Select((c, i) => (c.Name, i)).Single(c => c.Name == name).i;
}
