using LlmCostDsl.Compiler.Emit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LlmCostDsl.Generator;

/// <summary>Which declarations beside the project's own become C#.</summary>
internal enum CatalogueMode
{
    /// <summary>Those of imported modules.</summary>
    Imported,

    /// <summary>All there are.</summary>
    All,

    /// <summary>The compiler's own catalogue is not there: the project's files are the catalogue.</summary>
    None,
}

/// <summary>What the project says, as plain values.</summary>
/// <param name="LanguageVersion">As the compiler numbers them: 1200 is C# 12. A compiler may know versions that we do not.</param>
internal sealed record GeneratorOptions(EmitOptions Emit, CatalogueMode Catalogue, string ProjectDirectory, int LanguageVersion)
{
    /// <summary>Generated code is C# 12.</summary>
    public const int NeededLanguageVersion = 1200;

    public bool IsLanguageTooOld => LanguageVersion < NeededLanguageVersion;

    public static GeneratorOptions Read(AnalyzerConfigOptions options, ParseOptions parse)
    {
        var given = Text(options, OptionNames.Namespace);
        return new GeneratorOptions(
            new EmitOptions(
                given.Length > 0 ? given : Text(options, OptionNames.RootNamespace),
                IsPublic: Is(options, OptionNames.Visibility, "public"),
                MapsLines: Is(options, OptionNames.LineDirectives, "true")),
            Is(options, OptionNames.Catalogue, "none") ? CatalogueMode.None : Is(options, OptionNames.Catalogue, "all") ? CatalogueMode.All : CatalogueMode.Imported,
            Text(options, OptionNames.ProjectDirectory),
            parse is CSharpParseOptions csharp ? (int)csharp.LanguageVersion : 0);
    }

    // Values that are none of these are refused by the build before anything is compiled.
    private static bool Is(AnalyzerConfigOptions options, string name, string value) => Text(options, name).Equals(value, StringComparison.OrdinalIgnoreCase);

    private static string Text(AnalyzerConfigOptions options, string name) => options.TryGetValue(name, out var value) ? value.Trim() : string.Empty;
}
