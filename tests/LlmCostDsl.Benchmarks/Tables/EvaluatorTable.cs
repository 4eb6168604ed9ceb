using System.Globalization;
using LlmCostDsl.Analysis.Emit;
using LlmCostDsl.Benchmarks.Yardsticks;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Plan;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Benchmarks.Tables;

/// <summary>Evaluators beside those by hand, as the README shows them: everything measured in one run, ratios to what stands beside it.</summary>
internal static class EvaluatorTable
{
    public static void Print(TextWriter output)
    {
        var contest = new Contest(LlmCostDsl.Specs.Devices.A6000);
        var batch = 0L;
        long Batch() => 1 + (batch++ & 63);
        var race = new Race();
        race.Add("table", () => contest.Table(Batch()));
        race.Add("table by hand", () => contest.TableByHand(Batch()));
        race.Add("totals", () => contest.Totals(Batch()));
        race.Add("totals by hand", () => contest.TotalsByHand(Batch()));
        race.Add("bind", contest.Bind);
        foreach (var length in new[] { 1024L, 100_000 })
        {
            race.Add("request " + length, () => contest.Whole(Batch(), length));
            race.Add($"request {length} by hand", () => contest.WholeByHand(Batch(), length));
        }

        race.Add("sweep", contest.Many);
        race.Add("sweep one by one", contest.OneByOne);
        if (contest.Cpp is not null)
        {
            race.Add("table in C++", () => contest.TableInCpp(Batch()));
            race.Add("totals in C++", () => contest.TotalsInCpp(Batch()));
            race.Add("request 1024 in C++", () => contest.WholeInCpp(Batch(), 1024));
            race.Add("request 100000 in C++", () => contest.WholeInCpp(Batch(), 100_000));
            race.Add("sweep in C++", contest.ManyInCpp);
        }

        var (interpreter, delegates) = InMemory();
        race.Add("totals in memory", delegates);
        race.Add("totals interpreted", interpreter);
        var times = race.Run();

        output.WriteLine("| Llama-2-7B, 4-bit weights, fused attention | LlmCostDsl | by hand, C# | by hand, C++ | allocated |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        Row("operator table of a prefill, 19 rows of 20 figures", "table", "table by hand", "table in C++");
        Row("totals of a prefill and a decode step", "totals", "totals by hand", "totals in C++");
        Row("request, 1 024 tokens out, all outputs", "request 1024", "request 1024 by hand", "request 1024 in C++");
        Row("request, 100 000 tokens out, all outputs", "request 100000", "request 100000 by hand", "request 100000 in C++");
        Row("one of 4 096 points of a sweep, totals of both steps", "sweep", "sweep one by one", "sweep in C++", Contest.Points);
        Row("binding to a device", "bind", null, null);
        Row("totals, the plan compiled in memory (`llmspec`)", "totals in memory", null, null);
        Row("totals, the plan interpreted (`llmspec`, single questions)", "totals interpreted", null, null);
        output.WriteLine();
        Mark("a table, of the one by hand", "table", "table by hand", "at most 1");
        Mark("two tables by hand, of totals", "table by hand", "totals", "at least 1.5", 2);
        Mark("a request of 1 024 tokens, of a step pair", "request 1024", "totals", "at most 4");
        Mark("a request of 100 000 tokens, of a step pair", "request 100000", "totals", "at most 4");
        Mark("binding, of a table", "bind", "table", "at most 20");
        Mark("one by one, of a sweep", "sweep one by one", "sweep", "at least 4 with vectors of 512 bits");
        if (contest.Cpp is not null)
        {
            Mark("the sweep in C++, of ours", "sweep in C++", "sweep", "at least 0.8");
        }

        void Row(string what, string ours, string? hand, string? cpp, int points = 1)
        {
            string Time(string? name) => name is not null && times.TryGetValue(name, out var t) ? Nanoseconds(t.Seconds / points) : "";
            var bytes = times[ours].Bytes;
            output.WriteLine($"| {what} | {Time(ours)} | {(ours == "sweep" ? "" : Time(hand))} | {Time(cpp)} | {(bytes < 1 ? "0 B" : bytes.ToString("#,0 B", CultureInfo.InvariantCulture))} |");
        }

        void Mark(string what, string one, string other, string wanted, double factor = 1)
            => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {factor * times[one].Seconds / times[other].Seconds:0.00} ({wanted})"));
    }

    /// <summary>A time to three digits.</summary>
    public static string Nanoseconds(double seconds)
    {
        var (value, unit) = seconds switch { < 1e-6 => (seconds * 1e9, "ns"), < 1e-3 => (seconds * 1e6, "µs"), < 1 => (seconds * 1e3, "ms"), _ => (seconds, "s") };
        return value.ToString(value < 10 ? "0.00" : value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture) + " " + unit;
    }

    private static (Func<double> Interpreter, Func<double> Delegates) InMemory()
    {
        using var text = new StreamReader(typeof(EvaluatorTable).Assembly.GetManifestResourceStream("yardsticks.llmspec")!);
        var compiled = SpecCompiler.Load([new SourceText("yardsticks.llmspec", text.ReadToEnd())]).Compile(new("StepPair"));
        var plan = compiled.Plan ?? throw new InvalidOperationException(string.Join("\n", compiled.Diagnostics.Select(d => d.Message)));
        var inputs = plan.Inputs.Select(i => i.Default).ToArray();
        var ttft = plan.Outputs.Single(o => o.Name == "ttft").Node;
        var interpreter = new PlanInterpreter(plan);
        var delegates = CompiledPlan.Compile(plan).Bind(compiled.Device);
        return (() => interpreter.Evaluate(inputs, compiled.Device)[ttft], () => delegates.Evaluate(inputs)[ttft]);
    }
}
