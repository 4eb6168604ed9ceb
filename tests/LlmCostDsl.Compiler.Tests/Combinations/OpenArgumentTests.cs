using System.Globalization;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Tests.Combinations;

/// <summary>
/// Every numeric argument of every technique, left open as an input of the analysis: either one evaluator answers as if it were written out, or the diagnostic
/// says at the argument which condition needs it when compiling.
/// </summary>
public sealed class OpenArgumentTests
{
    /// <summary>Arguments that decide which operators there are, as every argument that a `where` or an `if` around nodes reads.</summary>
    private static readonly string[] DecideStructure =
    [
        "cross_layer_attention.share", "early_exit.every_layers", "low_rank.rank", "shared_attention_maps.share", "svd.keep", "upcycle.period",
        "weight_layers.first", "weight_layers.last", "weight_roles.attention", "weight_roles.embedding", "weight_roles.head", "weight_roles.mlp",
    ];

    private static readonly IReadOnlyList<TransformSymbol> Transforms =
        [.. BoundProgram.Load([]).Prelude.All(DeclarationKind.Transform).OfType<TransformSymbol>().OrderBy(t => t.Name, StringComparer.Ordinal)];

    [Fact]
    public void Each_is_an_input_or_decides_structure()
    {
        var problems = new List<string>();
        var decide = new HashSet<string>();
        foreach (var (technique, parameter, type, value) in Numeric())
        {
            var name = technique.Name + "." + parameter;
            // That all engines answer alike is shown elsewhere.
            var stack = Stacks.All.First(s => Refusals.Of(s, technique.Name) is null);
            var open = Compile(stack, technique, parameter, "open", $"input open: {type} = {value}");
            if (open.Plan is not { } plan)
            {
                var said = open.Diagnostics.Where(d => d.Severity == Diagnostics.Severity.Error).ToList();
                if (said.Count == 1 && said[0].Id == "LLM3005" && said[0].At.Text == "open" && said[0].Message.StartsWith($"'{parameter}' decides", StringComparison.Ordinal))
                {
                    decide.Add(name);
                    continue;
                }

                problems.Add($"{name}: {string.Join(" ", said.Select(d => $"{d.Id} {d.Message}"))}");
                continue;
            }

            var written = Compile(stack, technique, parameter, value, string.Empty);
            problems.AddRange(Differences(Evaluate(plan, open), Evaluate(written.Plan!, written)).Select(d => $"{name} on {stack}: {d}"));
        }

        Assert.True(problems.Count == 0, string.Join("\n", problems));
        Assert.Equal(string.Join("\n", DecideStructure), string.Join("\n", decide.Order(StringComparer.Ordinal)));
    }

    // Parameters whose value is a number, given in the table or by default.
    private static IEnumerable<(Technique Technique, string Parameter, string Type, string Value)> Numeric()
        => from transform in Transforms
           let technique = Techniques.All.FirstOrDefault(t => t.Name == transform.Name)
           where technique is not null && !technique.Name.StartsWith("merged", StringComparison.Ordinal)
           from parameter in transform.Parameters
           where parameter.Type.Kind == TypeKind.Number
           let value = Given(technique, parameter.Name) ?? parameter.Default?.At.Text
           where value is not null && char.IsAsciiDigit(value[0])
           select (technique, parameter.Name, parameter.Type.Name, value);

    private static string? Given(Technique technique, string parameter)
        => technique.Arguments.Split(", ").Where(a => a.StartsWith(parameter + ": ", StringComparison.Ordinal)).Select(a => a[(parameter.Length + 2)..]).FirstOrDefault();

    private static CompiledAnalysis Compile(string stack, Technique technique, string parameter, string value, string input)
    {
        var others = technique.Arguments.Split(", ", StringSplitOptions.RemoveEmptyEntries).Where(a => !a.StartsWith(parameter + ": ", StringComparison.Ordinal));
        var arguments = string.Join(", ", others.Append($"{parameter}: {value}")).Replace("X_", stack + "_", StringComparison.Ordinal);
        var text = $"analysis Open {{ model {stack}  apply {technique.Name}({arguments})  schedule generate(prompt: 701, output: 5, batch: 3)  timing pace  on Complete  {input} }}\n";
        return SpecCompiler.Load([Stacks.Text, new SourceText("open.llmspec", text)]).Compile(new AnalysisRequest("Open"));
    }

    private static Dictionary<string, double> Evaluate(EvaluatorPlan plan, CompiledAnalysis compiled)
    {
        var result = PlanInterpreter.Evaluate(plan, [.. plan.Inputs.Select(i => i.Default)], compiled.Device);
        Assert.True(result.IsValid, string.Join("\n", result.Errors));
        return plan.Outputs.ToDictionary(o => o.Name, o => result[o.Node]);
    }

    private static IEnumerable<string> Differences(Dictionary<string, double> open, Dictionary<string, double> written)
        => written.Where(w => !open.TryGetValue(w.Key, out var there) || Math.Abs(there - w.Value) > 1e-9 * Math.Abs(w.Value))
            .Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Key} is {open.GetValueOrDefault(w.Key, double.NaN):R} with the input, {w.Value:R} written out"));
}
