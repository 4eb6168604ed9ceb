using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace LlmCostDsl.Benchmarks.Generation;

internal sealed class SpecFile(string path, string text) : AdditionalText
{
    private readonly SourceText source = SourceText.From(text, Encoding.UTF8);

    public override string Path => path;

    public string Text => text;

    public override SourceText GetText(CancellationToken cancellationToken = default) => source;
}

/// <summary>The properties of a project: of one that is the catalogue, where nothing else is said.</summary>
internal sealed class ProjectOptions(string folder, string catalogue = "none") : AnalyzerConfigOptionsProvider
{
    private readonly Values global = new(new()
    {
        ["build_property.RootNamespace"] = "Demo",
        ["build_property.MSBuildProjectDirectory"] = folder,
        ["build_property.LlmSpecCatalogue"] = catalogue,
    });

    private readonly Values none = new([]);

    public override AnalyzerConfigOptions GlobalOptions => global;

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => none;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => none;

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value) => values.TryGetValue(key, out value!);
    }
}
