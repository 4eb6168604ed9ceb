using System.Text;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Generator;

/// <summary>One declaration as its text stands: whatever binding it may read of its own text is here.</summary>
/// <param name="Kind">Null for what has no name: checks of every device.</param>
/// <param name="Text">Its characters with its documentation; those of the whole file where the file could not be read, since then one part may change another.</param>
internal sealed record DeclarationText(DeclarationKind? Kind, string Key, string Path, int Start, int Line, int Column, string Text)
{
    private readonly Lazy<HashSet<string>> words = new(() => SpecWords.Of(Text));

    public bool IsNamed => Kind is not null && Key.Length > 0;

    /// <summary>Every word in it, more than the names it uses.</summary>
    public HashSet<string> Words => words.Value;

    public bool Equals(DeclarationText? other)
        => ReferenceEquals(this, other) || (other is not null && Kind == other.Kind && Start == other.Start && Line == other.Line && Column == other.Column && Key == other.Key && Path == other.Path && Text == other.Text);

    public override int GetHashCode() => unchecked((Text.GetHashCode() * 31) + Start);
}

/// <summary>A file, parsed once, with what others may see of it. Two are equal when path, text and module are.</summary>
internal sealed class SpecSurface(SpecText file, string module) : IEquatable<SpecSurface>
{
    private readonly Lazy<Content> content = new(() => new Content(file, module));

    /// <summary>A file as the project has it: one of its own, or a module of its catalogue.</summary>
    public static SpecSurface Of(SpecText file, GeneratorOptions options)
        => new(file, options.Catalogue == CatalogueMode.None ? ModuleOf(file, options.ProjectDirectory) : string.Empty);

    /// <summary>
    /// The files in the order of their paths, each once. The driver hands them over in an order that depends on what was edited before, and a file more than
    /// once where another was removed meanwhile; what is made of them must not depend on it.
    /// </summary>
    public static EquatableArray<SpecSurface> InOrder(IEnumerable<SpecSurface> files)
        => files.GroupBy(f => f.Path, StringComparer.Ordinal).Select(g => g.First()).OrderBy(f => f.Path, StringComparer.Ordinal).ToEquatable();

    public string Path => file.Path;

    public string Module => module;

    public SourceText Source => content.Value.Source;

    public ParsedFile Parsed => content.Value.Parsed;

    /// <summary>The file as a module of a catalogue.</summary>
    public LibraryFile Library => content.Value.Library;

    public IReadOnlyList<DeclarationText> Declarations => content.Value.Declarations;

    /// <summary>Kinds, names, imports and words: what a compilation that does not name anything in this file may still depend on.</summary>
    public string Names => content.Value.Names;

    public bool Equals(SpecSurface? other) => other is not null && (ReferenceEquals(this, other) || (file == other.File && module == other.Module));

    public override bool Equals(object? obj) => Equals(obj as SpecSurface);

    public override int GetHashCode() => file.GetHashCode();

    private SpecText File => file;

    // What the project says, else the path below the project, else the file's name.
    private static string ModuleOf(SpecText file, string projectDirectory)
    {
        if (file.Module.Length > 0)
        {
            return file.Module;
        }

        var path = file.Path.Replace('\\', '/');
        var root = projectDirectory.Replace('\\', '/').TrimEnd('/') + "/";
        return SpecLibrary.ModuleOf(root.Length > 1 && path.StartsWith(root, StringComparison.OrdinalIgnoreCase) ? path.Substring(root.Length) : path.Substring(path.LastIndexOf('/') + 1));
    }

    // What parsing yields.
    private sealed class Content
    {
        public Content(SpecText file, string module)
        {
            Source = new SourceText(file.Path, file.Text);
            Parsed = SpecParser.Parse(Source);
            Library = new LibraryFile(module, Source, Parsed);
            Declarations = [.. Parsed.Tree.Declarations.Select(d => new DeclarationText(
                DeclarationKinds.Of(d), DeclarationKinds.KeyOf(d), file.Path, d.Span.Start, Source.PositionOf(d.Span.Start).Line, Source.PositionOf(d.Span.Start).Column, TextOf(d)))];
            var names = new StringBuilder(module).Append('\n');
            names.Append(string.Join(" ", Parsed.Tree.Imports.Select(i => i.Text))).Append('\n');
            names.Append(string.Join(" ", Declarations.Select(d => d.Kind + " " + d.Key))).Append('\n');
            names.Append(new ModuleWords([Parsed.Tree]).Digest());
            Names = names.ToString();
        }

        public SourceText Source { get; }

        public ParsedFile Parsed { get; }

        public LibraryFile Library { get; }

        public List<DeclarationText> Declarations { get; }

        public string Names { get; }

        private string TextOf(DeclarationSyntax declaration)
            => Parsed.HasErrors ? Source.Content : declaration.Documentation + "\n" + Source.Content.Substring(declaration.Span.Start, declaration.Span.Length);
    }
}
