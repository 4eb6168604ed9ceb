namespace LlmCostDsl.Generator;

/// <summary>The steps of the pipeline, as the driver tracks them.</summary>
internal static class StepNames
{
    public const string Files = "LlmSpec.Files";
    public const string Options = "LlmSpec.Options";
    public const string Surfaces = "LlmSpec.Surfaces";
    public const string Units = "LlmSpec.Units";
    public const string Results = "LlmSpec.Results";
    public const string Sources = "LlmSpec.Sources";
    public const string ProjectDiagnostics = "LlmSpec.ProjectDiagnostics";
    public const string Diagnostics = "LlmSpec.Diagnostics";
}
