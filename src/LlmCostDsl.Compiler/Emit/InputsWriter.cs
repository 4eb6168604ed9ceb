using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Emit;

/// <summary>The inputs of an analysis as a type, and what is asked of their values.</summary>
internal sealed class InputsWriter(CSharpWriter writer, EvaluatorPlan plan, AnalysisNames names)
{
    /// <summary>The type an input has in C#: whole numbers and truth values have their own.</summary>
    public static string TypeOf(PlanInput input)
        => input.IsTruth ? "bool" : IsLong(input) ? "long" : "double";

    /// <summary>An input in base units, read from a variable called <c>inputs</c>.</summary>
    public static string Read(PlanInput input, string property)
    {
        var read = "inputs." + property;
        return TypeOf(input) switch
        {
            "bool" => read,
            "long" => "(double)" + read,
            _ => input.Scale == 1 ? read : read + " * " + CSharpLiteral.Of(input.Scale),
        };
    }

    public void WriteType()
    {
        writer.Gap().Summary($"What {plan.Name} is asked for, in natural units. Values that are not set have the defaults of the spec.");
        writer.Line(EmittedHeader.Attribute);
        using (writer.Block("public readonly struct Inputs"))
        {
            writer.Summary("Everything at its default.").Line("public Inputs()");
            writer.Line("{").Line("}");
            for (var i = 0; i < plan.Inputs.Count; i++)
            {
                var input = plan.Inputs[i];
                writer.Gap().Summary(Describe(input));
                var hasDefault = !double.IsNaN(input.Default);
                writer.Line($"public {(hasDefault ? string.Empty : "required ")}{TypeOf(input)} {names.Inputs[i]} {{ get; init; }}{(hasDefault ? $" = {Default(input)};" : string.Empty)}");
            }
        }
    }

    /// <summary>The method that refuses values outside of their ranges.</summary>
    public void WriteCheck()
    {
        writer.Gap();
        using (writer.Block("private static void Check(in Inputs inputs, int row)"))
        {
            for (var i = 0; i < plan.Inputs.Count; i++)
            {
                foreach (var line in Checks(plan.Inputs[i], names.Inputs[i]))
                {
                    writer.Line(line);
                }
            }
        }
    }

    /// <summary>The default in natural units, or what stands for none.</summary>
    public static string Default(PlanInput input) => TypeOf(input) switch
    {
        "bool" => CSharpLiteral.Of(input.Default == 1),
        "long" => double.IsNaN(input.Default) ? "0" : CSharpLiteral.Of((long)input.Default),
        _ => CSharpLiteral.Of(input.Default / input.Scale),
    };

    private static IEnumerable<string> Checks(PlanInput input, string property)
    {
        if (input.IsTruth)
        {
            yield break;
        }

        var value = "inputs." + property;
        var isLong = IsLong(input);
        var based = isLong || input.Scale == 1 ? value : $"{value} * {CSharpLiteral.Of(input.Scale)}";
        var conditions = new List<string>();
        if (!double.IsNegativeInfinity(input.Low))
        {
            conditions.Add($"{based} >= {Bound(input.Low, isLong)}");
        }

        if (!double.IsPositiveInfinity(input.High))
        {
            conditions.Add($"{based} <= {Bound(input.High, isLong)}");
        }

        if (!isLong && conditions.Count < 2)
        {
            conditions.Add($"double.IsFinite({based})");
        }

        var arguments = $"(nameof(Inputs.{property}), {CSharpLiteral.Of(input.Name)}, {value}, {CSharpLiteral.Of(PlanUnits.UnitOf(input))}, {CSharpLiteral.Of(PlanUnits.PrintRange(input))}, row);";
        if (conditions.Count > 0)
        {
            yield return $"if (!({string.Join(" && ", conditions)}))\n{{\n    global::LlmCostDsl.Refusal.OutOfRange{arguments}\n}}\n";
        }

        if (input.IsWhole && !isLong)
        {
            yield return $"if (global::System.Math.Floor({based}) != {based})\n{{\n    global::LlmCostDsl.Refusal.NotWhole{arguments}\n}}\n";
        }
    }

    private static string Bound(double value, bool isLong) => isLong && IsWhole(value) ? CSharpLiteral.Of((long)value) : CSharpLiteral.Of(value);

    private static string Describe(PlanInput input)
    {
        var unit = PlanUnits.UnitOf(input);
        var what = string.IsNullOrWhiteSpace(input.Documentation) ? $"The input {input.Name}." : Sentence(input.Documentation!);
        var accepts = $"`{input.TypeName}`, {PlanUnits.PrintRange(input)}";
        var otherwise = double.IsNaN(input.Default) ? "has to be given" : $"{PlanUnits.Print(input, input.Default)} unless given";
        return $"{what} {accepts}; {otherwise}.{(unit.Length > 0 ? $" In {unit}." : string.Empty)}";
    }

    private static string Sentence(string text)
    {
        text = text.Trim();
        return text.EndsWith(".", StringComparison.Ordinal) ? text : text + ".";
    }

    // Not every whole input fits: a scaled one, or a default that is none, stays a double.
    private static bool IsLong(PlanInput input)
        => input.IsWhole && !input.IsTruth && input.Scale == 1 && (double.IsNaN(input.Default) || IsWhole(input.Default));

    private static bool IsWhole(double value) => Math.Floor(value) == value && Math.Abs(value) < 1e15;
}
