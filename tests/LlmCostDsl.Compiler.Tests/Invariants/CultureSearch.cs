using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LlmCostDsl.Compiler.Tests.Invariants;

/// <summary>Finds places in C# where the culture of the machine would have a say. Goes by types, not by text.</summary>
internal static class CultureSearch
{
    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly HashSet<string> Orderings = ["Order", "OrderDescending", "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "Sort", "Max", "Min", "MaxBy", "MinBy"];

    private static readonly HashSet<string> Comparisons = ["StartsWith", "EndsWith", "IndexOf", "LastIndexOf", "Compare", "CompareTo"];

    private static readonly HashSet<string> Printing = ["Append", "Insert", "AppendJoin", "Write", "WriteLine", "Concat", "Join", "Format"];

    /// <returns>File and line with what is wrong there, one line each.</returns>
    public static IReadOnlyList<string> Find(IEnumerable<(string Path, string Text)> sources)
    {
        var options = CSharpParseOptions.Default.WithPreprocessorSymbols("NET", "NET10_0", "NET10_0_OR_GREATER");
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => !Path.GetFileName(p).StartsWith("LlmCostDsl", StringComparison.Ordinal))
            .Select(p => MetadataReference.CreateFromFile(p));
        var trees = sources.Select(s => CSharpSyntaxTree.ParseText(s.Text, options, s.Path)).ToList();
        var compilation = CSharpCompilation.Create("Searched", trees.Append(CSharpSyntaxTree.ParseText(Usings, options)), references);
        return [.. trees.SelectMany(tree => Find(tree, compilation.GetSemanticModel(tree)))];
    }

    private static IEnumerable<string> Find(SyntaxTree tree, SemanticModel model)
    {
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            if (Problem(node, model) is { } problem)
            {
                yield return $"{tree.FilePath}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1:D}: {problem}: {node.ToString().Split('\n')[0]}";
            }
        }
    }

    private static string? Problem(SyntaxNode node, SemanticModel model) => node switch
    {
        InterpolationSyntax hole when IsPrinted(hole.Expression, model) && !HasProvider(hole, model) => "a number in a text",
        BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) && IsText(model.GetTypeInfo(sum).Type)
            && (IsPrinted(sum.Left, model) || IsPrinted(sum.Right, model)) => "a number added to a text",
        AssignmentExpressionSyntax sum when sum.IsKind(SyntaxKind.AddAssignmentExpression) && IsText(model.GetTypeInfo(sum.Left).Type)
            && IsPrinted(sum.Right, model) => "a number added to a text",
        MemberAccessExpressionSyntax access when access.Name.Identifier.Text is "CurrentCulture" or "CurrentUICulture" or "CurrentCultureIgnoreCase" or "CurrentInfo"
            => "the machine's culture",
        BaseObjectCreationExpressionSyntax creation when model.GetOperation(creation) is IObjectCreationOperation made => Creation(made),
        InvocationExpressionSyntax call when model.GetOperation(call) is IInvocationOperation invocation => Invocation(invocation, model),
        _ => null,
    };

    private static string? Creation(IObjectCreationOperation made)
        => made.Type is INamedTypeSymbol { Name: "SortedSet" or "SortedDictionary" or "SortedList", TypeArguments: [{ SpecialType: SpecialType.System_String }, ..] }
            && !made.Arguments.Any(a => IsComparer(a.Parameter!.Type)) ? "texts sorted by culture" : null;

    private static string? Invocation(IInvocationOperation call, SemanticModel model)
    {
        var method = call.TargetMethod;
        if (method.Parameters.Any(p => p.Type.Name is "IFormatProvider" or "CultureInfo" or "StringComparison" or "NumberFormatInfo" || IsComparer(p.Type)))
        {
            return null;
        }

        var type = method.ContainingType;
        return method.Name switch
        {
            "ToString" when IsNumber(call.Instance?.Type) && method.Parameters.All(p => IsText(p.Type)) => "a number printed",
            "Parse" or "TryParse" when IsNumber(type) => "a number read",
            "ToUpper" or "ToLower" => "cased by culture",
            _ when Comparisons.Contains(method.Name) && IsText(type) && method.Parameters.Any(p => IsText(p.Type)) => "compared by culture",
            _ when Orderings.Contains(method.Name) && SortsTexts(method) => "texts sorted by culture",
            _ when (Printing.Contains(method.Name) && (IsText(type) || IsWriter(type))) || (type.Name == "Convert" && method.Name == "ToString")
                => call.Arguments.Any(a => PrintsNumbers(a, model)) ? "a number printed" : null,
            _ => null,
        };
    }

    private static bool SortsTexts(IMethodSymbol method)
        => method.Name is "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending" or "MaxBy" or "MinBy"
            ? method.TypeArguments.Length > 1 && IsText(method.TypeArguments[1])
            : method.Name is "Sort" && method.ContainingType.TypeArguments is [var element] ? IsText(element) && method.Parameters.Length == 0
            : method.TypeArguments.Length > 0 && IsText(method.TypeArguments[^1]);

    private static bool PrintsNumbers(IArgumentOperation argument, SemanticModel model)
    {
        if (argument.Value is IInterpolatedStringHandlerCreationOperation)
        {
            return false;
        }

        var type = argument.Syntax is ArgumentSyntax { Expression: var expression } ? model.GetTypeInfo(expression).Type : argument.Value.Type;
        return type switch
        {
            IArrayTypeSymbol array => IsNumber(array.ElementType),
            INamedTypeSymbol { IsGenericType: true, SpecialType: SpecialType.None } named when !IsNullable(named) => named.AllInterfaces.Append(named)
                .Any(i => i.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T && IsNumber(i.TypeArguments[0])),
            _ => IsNumber(type),
        };
    }

    // A text in parts goes to a call that is told how to print.
    private static bool HasProvider(InterpolationSyntax hole, SemanticModel model)
        => hole.Ancestors().OfType<ArgumentSyntax>().FirstOrDefault() is { Parent: ArgumentListSyntax list }
            && list.Arguments.Any(a => model.GetTypeInfo(a.Expression).Type?.Name is "CultureInfo" or "IFormatProvider");

    private static bool IsPrinted(ExpressionSyntax expression, SemanticModel model) => IsNumber(model.GetTypeInfo(expression).Type);

    // Whole numbers print the same everywhere but for a minus, which counts and numbers of things do not have.
    private static bool IsNumber(ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol named when IsNullable(named) => IsNumber(named.TypeArguments[0]),
        { TypeKind: TypeKind.Enum } => false,
        { SpecialType: SpecialType.System_Char or SpecialType.System_Boolean or (>= SpecialType.System_SByte and <= SpecialType.System_UInt64) } => false,
        { } other => other.Name == "IFormattable" || other.AllInterfaces.Any(i => i.Name == "IFormattable"),
        _ => false,
    };

    private static bool IsNullable(INamedTypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private static bool IsText(ITypeSymbol? type) => type?.SpecialType == SpecialType.System_String;

    private static bool IsWriter(INamedTypeSymbol type) => type.Name is "StringBuilder" or "TextWriter" or "StringWriter" or "StreamWriter" or "Console";

    private static bool IsComparer(ITypeSymbol type) => type.Name is "IComparer" or "Comparison" or "StringComparer";
}
