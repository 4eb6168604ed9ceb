using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace LlmCostDsl.Generator.Tests.Driving;

internal sealed class SpecInMemory(string path, string text) : AdditionalText
{
    private readonly SourceText source = SourceText.From(text, Encoding.UTF8);

    public override string Path => path;

    public string Content => text;

    public override SourceText GetText(CancellationToken cancellationToken = default) => source;
}

/// <summary>Properties of a project and metadata of its items, as the compiler hands them over.</summary>
internal sealed class ProjectOptions : AnalyzerConfigOptionsProvider
{
    private readonly Options global;
    private readonly Dictionary<string, Options> byFile;

    public ProjectOptions(IEnumerable<(string Key, string Value)> properties)
        : this(new Options(properties.Select(p => ("build_property." + p.Key, p.Value))), [])
    {
    }

    private ProjectOptions(Options global, Dictionary<string, Options> byFile) => (this.global, this.byFile) = (global, byFile);

    public override AnalyzerConfigOptions GlobalOptions => global;

    public ProjectOptions With(string property, string value) => new(global.With("build_property." + property, value), byFile);

    public ProjectOptions With(string path, string metadata, string value)
        => new(global, new(byFile) { [path] = byFile.GetValueOrDefault(path, new Options([])).With("build_metadata.AdditionalFiles." + metadata, value) });

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options([]);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => byFile.GetValueOrDefault(textFile.Path, new Options([]));

    private sealed class Options(IEnumerable<(string Key, string Value)> values) : AnalyzerConfigOptions
    {
        private readonly Dictionary<string, string> values = values.ToDictionary(v => v.Key, v => v.Value);

        public Options With(string key, string value) => new(values.Where(v => v.Key != key).Select(v => (v.Key, v.Value)).Append((key, value)));

        public override bool TryGetValue(string key, out string value) => values.TryGetValue(key, out value!);
    }
}
