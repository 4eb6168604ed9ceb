using System.Text;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>One file of the catalogue: read, indexed and parsed when first needed, and then shared by every program.</summary>
internal sealed class LibraryFile
{
    private readonly Lazy<SourceText> source;
    private readonly Lazy<ParsedFile> parsed;
    private readonly Lazy<List<(DeclarationKind Kind, string Key)>> index;

    public LibraryFile(string path, Func<string> read)
    {
        Path = path;
        Module = SpecLibrary.ModuleOf(path);
        source = new(() => new SourceText(path, read()));
        parsed = new(() => SpecParser.Parse(source.Value));
        index = new(() => DeclarationIndex.Scan(source.Value.Content));
    }

    /// <summary>A file that is a module of a catalogue by what its project says, not by its path, and is parsed already.</summary>
    public LibraryFile(string module, SourceText text, ParsedFile tree)
    {
        Path = text.Path;
        Module = module;
        source = new(() => text);
        parsed = new(() => tree);
        index = new(() => [.. tree.Tree.Declarations
            .Where(d => d.Name.Text.Length > 0)
            .Select(d => (Kind: DeclarationKinds.Of(d), Key: DeclarationKinds.KeyOf(d)))
            .Where(d => d.Kind is not null)
            .Select(d => (d.Kind!.Value, d.Key))]);
    }

    /// <summary><c>specs/folder/file.llmspec</c>.</summary>
    public string Path { get; }

    public string Module { get; }

    public SourceText Source => source.Value;

    public ParsedFile Parsed => parsed.Value;

    public IReadOnlyList<(DeclarationKind Kind, string Key)> Index => index.Value;
}

/// <summary>The prelude and the catalogue.</summary>
internal sealed class SpecLibrary(IEnumerable<LibraryFile> files)
{
    private const string Root = "specs/";
    private const string Extension = ".llmspec";

    /// <summary>The prelude's module, always visible.</summary>
    public const string Prelude = "std";

    private static readonly Lazy<SpecLibrary> TheEmbedded = new(ReadEmbedded);

    /// <summary>What travels in the compiler itself.</summary>
    public static SpecLibrary Embedded => TheEmbedded.Value;

    public IReadOnlyList<LibraryFile> Files { get; } = [.. files.OrderBy(f => f.Path, StringComparer.Ordinal)];

    /// <summary>The module a file of the catalogue makes: its path, with what cannot stand in a name as <c>_</c>; all of std is one.</summary>
    public static string ModuleOf(string path)
    {
        path = path.Replace('\\', '/');
        path = path.StartsWith(Root, StringComparison.Ordinal) ? path.Substring(Root.Length) : path;
        path = path.EndsWith(Extension, StringComparison.Ordinal) ? path.Substring(0, path.Length - Extension.Length) : path;
        var parts = path.Split('/');
        return parts[0] == Prelude ? Prelude : string.Join(".", parts.Select(AsName));
    }

    /// <summary>A text with each run of characters that cannot stand in a name as one <c>_</c>.</summary>
    public static string AsName(string text)
    {
        var name = new StringBuilder(text.Length);
        var isGap = false;
        foreach (var c in text)
        {
            var fits = c == '_' || (c < 128 && char.IsLetterOrDigit(c));
            if (fits || !isGap)
            {
                name.Append(fits ? c : '_');
            }

            isGap = !fits;
        }

        return name.ToString();
    }

    private static SpecLibrary ReadEmbedded()
    {
        var assembly = typeof(SpecLibrary).Assembly;
        return new SpecLibrary(assembly.GetManifestResourceNames()
            .Where(n => n.EndsWith(Extension, StringComparison.Ordinal))
            .Select(name => new LibraryFile(name.Replace('\\', '/'), () =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                using var reader = new StreamReader(stream, Encoding.UTF8);
                return reader.ReadToEnd();
            })));
    }
}
