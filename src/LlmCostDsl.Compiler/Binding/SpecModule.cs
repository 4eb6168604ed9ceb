using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>A file of a module in a program: its tree, and the modules it imports.</summary>
internal sealed class SpecFile(SpecModule module, SourceText source, ParsedFile parsed)
{
    private IReadOnlyList<SpecModule>? imports;

    public SpecModule Module => module;

    public SourceText Source => source;

    public ParsedFile Parsed => parsed;

    /// <summary>A question from the command line sees the whole catalogue, after std.</summary>
    public bool SeesEverything { get; init; }

    public IReadOnlyList<SpecModule> Imports => imports ??= FindImports();

    public SourceSpan At(TextSpan span) => new(source, span);

    public SourceSpan At(SyntaxNode node) => new(source, node.Span);

    /// <summary>Whether what stands right behind a place could not be read, which has been said.</summary>
    public bool HasUnreadBehind(SourceSpan at, DiagnosticKind kind)
        => parsed.Diagnostics.Any(d => d.Kind == kind && d.At.Span.Start >= at.Span.End
            && string.IsNullOrWhiteSpace(source.Content.Substring(at.Span.End, d.At.Span.Start - at.Span.End)));

    private List<SpecModule> FindImports()
    {
        var found = new List<SpecModule>();
        foreach (var path in parsed.Tree.Imports)
        {
            var name = path.Text;
            if (module.Program.FindModule(name) is not { IsProject: false } imported)
            {
                module.Report(At(path).UnknownModule(name, module.Program.Suggest(name, module.Program.Modules.Where(m => !m.IsProject).Select(m => m.Path))));
            }
            else if (!found.Contains(imported) && !imported.IsPrelude)
            {
                found.Add(imported);
            }
        }

        return found;
    }
}

/// <summary>Files that see each other without imports: the project's, the prelude, or one file of the catalogue.</summary>
internal sealed class SpecModule
{
    private readonly Func<IEnumerable<(SourceText Source, ParsedFile Parsed)>> parse;
    private readonly Func<IEnumerable<(DeclarationKind Kind, string Key)>>? index;
    private readonly Dictionary<(DeclarationKind Kind, string Key), Symbol> symbols = [];
    private readonly List<(DeclarationKind Kind, Symbol Symbol)> ordered = [];
    private readonly List<(LintSyntax Syntax, SpecFile File)> lints = [];
    private HashSet<(DeclarationKind Kind, string Key)>? indexed;
    private List<SpecFile>? files;
    private ModuleWords? words;

    public SpecModule(
        BoundProgram program,
        string path,
        Func<IEnumerable<(SourceText Source, ParsedFile Parsed)>> parse,
        Func<IEnumerable<(DeclarationKind Kind, string Key)>>? index)
    {
        Program = program;
        Path = path;
        this.parse = parse;
        this.index = index;
    }

    public BoundProgram Program { get; }

    /// <summary><c>folder.file</c>; empty for the project.</summary>
    public string Path { get; }

    public bool IsProject => Path.Length == 0;

    public bool IsPrelude => Path == SpecLibrary.Prelude;

    /// <summary>What was wrong with its text, its imports and its declarations' names.</summary>
    public List<Diagnostic> Diagnostics { get; } = [];

    public IReadOnlyList<SpecFile> Files => Load();

    public IReadOnlyList<(LintSyntax Syntax, SpecFile File)> Lints
    {
        get
        {
            Load();
            return lints;
        }
    }

    /// <summary>The words its text uses for nodes, tags, phases and the like.</summary>
    public ModuleWords Words => words ??= new ModuleWords(Files.Select(f => f.Parsed.Tree));

    /// <summary>The keys of its declarations of one kind, without parsing where an index will do.</summary>
    public IEnumerable<string> KeysOf(DeclarationKind kind)
    {
        if (files is null && index is not null)
        {
            indexed ??= [.. index()];
            return indexed.Where(i => i.Kind == kind).Select(i => i.Key);
        }

        Load();
        return symbols.Keys.Where(k => k.Kind == kind).Select(k => k.Key);
    }

    public bool Declares(DeclarationKind kind, string key)
    {
        if (files is null && index is not null)
        {
            indexed ??= [.. index()];
            return indexed.Contains((kind, key));
        }

        Load();
        return symbols.ContainsKey((kind, key));
    }

    public Symbol? Find(DeclarationKind kind, string key)
    {
        if (!Declares(kind, key))
        {
            return null;
        }

        Load();
        return symbols.TryGetValue((kind, key), out var symbol) ? symbol : null;
    }

    /// <summary>Its declarations of one kind, in the order written.</summary>
    public IEnumerable<Symbol> All(DeclarationKind kind)
    {
        if (files is null && index is not null && !KeysOf(kind).Any())
        {
            return [];
        }

        Load();
        return ordered.Where(o => o.Kind == kind).Select(o => o.Symbol);
    }

    public IEnumerable<Symbol> All()
    {
        Load();
        return ordered.Select(o => o.Symbol);
    }

    public void Report(Diagnostic diagnostic)
    {
        Diagnostics.Add(diagnostic);
        Program.Diagnostics.Add(diagnostic);
    }

    private List<SpecFile> Load()
    {
        if (files is not null)
        {
            return files;
        }

        files = [];
        foreach (var (source, parsed) in parse())
        {
            var file = new SpecFile(this, source, parsed);
            files.Add(file);
            foreach (var diagnostic in parsed.Diagnostics)
            {
                Report(diagnostic);
            }

            foreach (var declaration in parsed.Tree.Declarations)
            {
                Declare(declaration, file);
            }
        }

        return files;
    }

    private void Declare(DeclarationSyntax syntax, SpecFile file)
    {
        if (syntax is LintSyntax lint)
        {
            lints.Add((lint, file));
            return;
        }

        // A name that is missing was reported by the parser.
        if (DeclarationKinds.Of(syntax) is not { } kind || syntax.Name.Text.Length == 0)
        {
            return;
        }

        var symbol = SymbolFactory.Create(syntax, file);
        ordered.Add((kind, symbol));
        var key = (kind, DeclarationKinds.KeyOf(syntax));
        if (symbols.TryGetValue(key, out var other))
        {
            Report(symbol.At.DuplicateDeclaration(kind.Word(), syntax.Name.Text, other.At));
        }
        else
        {
            symbols.Add(key, symbol);
        }
    }
}
