using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>The prelude, the catalogue and a project's files, with every name in them resolvable. Nothing is bound before it is asked for.</summary>
internal sealed partial class BoundProgram
{
    private readonly Dictionary<string, SpecModule> byPath;
    private List<BoundLint>? lints;

    private BoundProgram(SpecLibrary library, IReadOnlyList<(SourceText Source, ParsedFile Parsed)> project)
    {
        Library = library;
        Project = new SpecModule(this, string.Empty, () => project, null);
        Modules =
        [
            Project,
            .. library.Files.GroupBy(f => f.Module, StringComparer.Ordinal).Select(files => new SpecModule(
                this,
                files.Key,
                () => files.Select(f => (f.Source, f.Parsed)),
                () => files.SelectMany(f => f.Index))),
        ];
        byPath = Modules.ToDictionary(m => m.Path, StringComparer.Ordinal);
        if (!byPath.ContainsKey(SpecLibrary.Prelude))
        {
            var empty = new SpecModule(this, SpecLibrary.Prelude, () => [], null);
            Modules = [.. Modules, empty];
            byPath.Add(empty.Path, empty);
        }
    }

    public SpecLibrary Library { get; }

    /// <summary>The project's files first, then the catalogue's modules by path.</summary>
    public IReadOnlyList<SpecModule> Modules { get; }

    public SpecModule Project { get; }

    public SpecModule Prelude => byPath[SpecLibrary.Prelude];

    /// <summary>Everything said so far: by parsing, and by binding what was asked for.</summary>
    public DiagnosticBag Diagnostics { get; } = new();

    /// <summary>Whether the catalogue's text is checked as strictly as the project's.</summary>
    public bool ChecksCatalogue { get; private set; }

    /// <summary>The channels the program declares: std's, then the others', each in the order written.</summary>
    public IReadOnlyList<ChannelSymbol> Channels => [.. Distinct(OfKind(DeclarationKind.Channel).Cast<ChannelSymbol>(), c => c.Name)];

    /// <summary>The attributes the program declares, for all subjects.</summary>
    public IReadOnlyList<AttributeSymbol> Attributes => [.. Distinct(OfKind(DeclarationKind.Attribute).Cast<AttributeSymbol>(), a => a.Subject + "." + a.Name)];

    /// <summary>What every device must satisfy.</summary>
    public IReadOnlyList<BoundLint> Lints => lints ??= [.. PreludeFirst().SelectMany(m => m.Lints).Select(l => HardwareBinder.BindLint(l.Syntax, l.File))];

    /// <summary>The embedded catalogue with a project's files.</summary>
    public static BoundProgram Load(IEnumerable<SourceText> files) => Load(SpecLibrary.Embedded, files);

    public static BoundProgram Load(SpecLibrary library, IEnumerable<SourceText> files) => Load(library, [.. files.Select(f => (f, SpecParser.Parse(f)))]);

    /// <summary>The same with files that are parsed already: trees are immutable, and programs may share them.</summary>
    /// <param name="checksCatalogue">Whether the catalogue is checked as strictly as the project.</param>
    public static BoundProgram Load(SpecLibrary library, IReadOnlyList<(SourceText Source, ParsedFile Parsed)> files, bool checksCatalogue = false)
    {
        var program = new BoundProgram(library, files) { ChecksCatalogue = checksCatalogue };
        _ = program.Project.Files.Sum(f => f.Imports.Count);
        return program;
    }

    public SpecModule? FindModule(string path) => byPath.TryGetValue(path, out var module) ? module : null;

    /// <summary>All declarations of one kind, the project's first.</summary>
    public IReadOnlyList<TSymbol> All<TSymbol>()
        where TSymbol : Symbol
        => [.. Modules.SelectMany(m => m.All(DeclarationKinds.Of<TSymbol>())).OfType<TSymbol>()];

    /// <summary>Binds every declaration of the project, so that a spec nobody asks about is checked as well.</summary>
    public void BindEverything(bool includeCatalogue = false)
    {
        ChecksCatalogue |= includeCatalogue;
        foreach (var module in includeCatalogue ? Modules : [Project])
        {
            _ = module.Files.Sum(f => f.Imports.Count);
            var symbols = module.All().ToList();
            foreach (var symbol in symbols)
            {
                symbol.BindAll();
                NoteHidden(symbol);
            }

            new CycleSearch(this).Run(symbols);
        }

        _ = Lints;
    }

    /// <summary>Keeps what binding a declaration has to say, with the declaration and with the program.</summary>
    public void Report(Symbol owner, Diagnostic diagnostic)
    {
        owner.Say(diagnostic);

        // Questions come and go; what is wrong with one is its own matter.
        if (owner is not AnalysisSymbol { Syntax: null })
        {
            Diagnostics.Add(diagnostic);
        }
    }

    private IEnumerable<SpecModule> PreludeFirst() => new[] { Prelude }.Concat(Modules.Where(m => !m.IsPrelude && !m.IsProject)).Concat(new[] { Project });

    private IEnumerable<Symbol> OfKind(DeclarationKind kind) => PreludeFirst().SelectMany(m => m.All(kind));

    // Of two with one name the project's holds, in the place of the first.
    private static IEnumerable<T> Distinct<T>(IEnumerable<T> symbols, Func<T, string> key)
        where T : Symbol
        => symbols.GroupBy(key, StringComparer.Ordinal).Select(g => g.FirstOrDefault(s => s.Module.Length == 0) ?? g.First());

    /// <summary>Says where a declaration of the project hides one of the catalogue.</summary>
    public void NoteHidden(Symbol symbol)
    {
        if (symbol.Module.Length > 0)
        {
            return;
        }

        var kind = DeclarationKinds.OfSymbol(symbol);
        var key = symbol is AttributeSymbol a ? a.Subject + "." + a.Name : symbol.Name;
        var file = Project.Files.FirstOrDefault(f => ReferenceEquals(f.Source, symbol.At.Source));
        foreach (var module in (file?.Imports ?? []).Concat(new[] { Prelude }))
        {
            if (module.Find(kind, key) is { } hidden)
            {
                Report(symbol, symbol.At.HidesDeclaration(kind.Word(), symbol.Name, module.Path, hidden.At));
                return;
            }
        }
    }
}
