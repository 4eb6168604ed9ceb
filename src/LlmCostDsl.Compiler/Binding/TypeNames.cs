using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>Types by the names the text gives them.</summary>
internal static class TypeNames
{
    public static readonly IReadOnlyDictionary<string, SpecType> All = new Dictionary<string, SpecType>
    {
        ["count"] = SpecType.Count,
        ["ratio"] = SpecType.Ratio,
        ["bool"] = SpecType.Truth,
        ["bits"] = SpecType.Bits,
        ["bytes"] = SpecType.Bytes,
        ["flops"] = new(TypeKind.Number, Dimension.Flops, "flops"),
        ["seconds"] = new(TypeKind.Number, Dimension.Seconds, "seconds"),
        ["watts"] = new(TypeKind.Number, Dimension.Watts, "watts"),
        ["joules"] = new(TypeKind.Number, Dimension.Joules, "joules"),
        ["usd"] = new(TypeKind.Number, Dimension.Dollars, "usd"),
        ["tensor"] = SpecType.Tensor,
        ["model"] = SpecType.Model,
        ["counts"] = SpecType.Counts,
        ["step"] = SpecType.Step,
        ["tag"] = SpecType.TagWord,
        ["operator"] = SpecType.OperatorWord,
        ["name"] = SpecType.NameWord,
    };

    public static SpecType Flops => All["flops"];

    public static SpecType Seconds => All["seconds"];

    /// <summary>The type a text names, or the error type where it names none; quiet.</summary>
    public static SpecType Read(TypeSyntax syntax, Action<Identifier, string?>? unknown = null, Action<Identifier>? noQuotient = null)
    {
        SpecType? type = null;
        foreach (var part in syntax.Parts)
        {
            if (!All.TryGetValue(part.Text, out var next))
            {
                unknown?.Invoke(part, Spelling.Suggest(part.Text, All.Keys));
                return SpecType.Error;
            }

            if (syntax.Parts.Count > 1 && !next.IsNumber)
            {
                noQuotient?.Invoke(part);
                return SpecType.Error;
            }

            type = type is null ? next : new(TypeKind.Number, type.Dimension / next.Dimension, type.Name + "/" + next.Name);
        }

        return type ?? SpecType.Error;
    }
}
