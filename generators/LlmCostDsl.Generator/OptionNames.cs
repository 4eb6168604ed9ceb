namespace LlmCostDsl.Generator;

/// <summary>What a project can say, as the compiler hands it over. docs/msbuild.md is about the same.</summary>
internal static class OptionNames
{
    public const string Namespace = "build_property.LlmSpecNamespace";
    public const string RootNamespace = "build_property.RootNamespace";
    public const string Visibility = "build_property.LlmSpecVisibility";
    public const string LineDirectives = "build_property.LlmSpecLineDirectives";
    public const string Catalogue = "build_property.LlmSpecCatalogue";
    public const string ProjectDirectory = "build_property.MSBuildProjectDirectory";

    /// <summary>The item an additional file was made of.</summary>
    public const string Item = "build_metadata.AdditionalFiles.SourceItemGroup";
    public const string Module = "build_metadata.AdditionalFiles.LlmSpecModule";

    public const string ItemName = "LlmSpec";
    public const string Extension = ".llmspec";
}
