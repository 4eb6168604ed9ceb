using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>
/// The words a module's text uses: what <c>is</c> may ask for, and what may follow a dot without being anybody's declaration. Read off the syntax,
/// since it must be known before anything is bound.
/// </summary>
internal sealed partial class ModuleWords
{
    public ModuleWords(IEnumerable<FileSyntax> files)
    {
        foreach (var declaration in files.SelectMany(f => f.Declarations))
        {
            Read(declaration);
        }
    }

    /// <summary>Parameters of operators and blocks, with each type they are declared with.</summary>
    public Dictionary<string, List<SpecType>> OperatorParameters { get; } = [];

    public Dictionary<string, List<SpecType>> ArchitectureParameters { get; } = [];

    /// <summary>What architectures let their steps be given beyond tokens and context.</summary>
    public Dictionary<string, List<SpecType>> StepParameters { get; } = [];

    public Dictionary<string, List<SpecType>> TimingDefinitions { get; } = [];

    public HashSet<string> Operators { get; } = [];

    /// <summary>Operators that only a fusion makes.</summary>
    public HashSet<string> Fused { get; } = [];

    public HashSet<string> Nodes { get; } = [];

    public HashSet<string> Tags { get; } = [];

    public HashSet<string> Phases { get; } = [];

    public HashSet<string> Indices { get; } = [];

    /// <summary>Weights and caches.</summary>
    public HashSet<string> Stores { get; } = [];

    public HashSet<string> Results { get; } = [];

    /// <summary>Everything that <c>is</c> may ask for.</summary>
    public IEnumerable<string> Askable => Operators.Concat(Fused).Concat(Nodes).Concat(Tags).Concat(Phases).Concat(Indices).Concat(Stores).Concat(Results);

    public bool IsAskable(string word)
        => Operators.Contains(word) || Fused.Contains(word) || Nodes.Contains(word) || Tags.Contains(word) || Phases.Contains(word) || Indices.Contains(word)
            || Stores.Contains(word) || Results.Contains(word) || IsNumbered(word);

    /// <summary>The words of a type: tags, operators, or names of nodes and what belongs to them.</summary>
    public IEnumerable<string> Of(SpecType type)
        => type == SpecType.TagWord ? Tags
            : type == SpecType.OperatorWord ? Operators.Concat(Fused)
            : Operators.Concat(Fused).Concat(Nodes).Concat(Indices).Concat(Stores).Concat(Results);

    public bool Has(SpecType type, string word) => Of(type).Contains(word) || (type == SpecType.NameWord && IsNumbered(word));

    // What the compiler names and finds taken it numbers: the second nested call of `linear` in a node is `linear_2`, the second fusion into `core` in a
    // body `core_2`.
    private bool IsNumbered(string word)
    {
        var at = word.LastIndexOf('_');
        if (at <= 0 || at == word.Length - 1 || word[at + 1] is < '1' or > '9' || word.Substring(at + 1) == "1" || !word.Skip(at + 1).All(c => c is >= '0' and <= '9'))
        {
            return false;
        }

        var stem = word.Substring(0, at);
        return Operators.Contains(stem) || Nodes.Contains(stem) || Fused.Contains(stem);
    }

    private void Read(DeclarationSyntax declaration)
    {
        switch (declaration)
        {
            case OperatorSyntax o:
                Operators.Add(o.Name.Text);
                Add(Tags, o.Tags);
                AddParameters(OperatorParameters, o.Parameters);
                ReadBody(o.Body);
                break;
            case BlockSyntax b:
                Nodes.Add(b.Name.Text);
                AddParameters(OperatorParameters, b.Parameters);
                ReadBody(b.Body);
                break;
            case ArchitectureSyntax a:
                Add(Phases, a.Phases);
                AddParameters(ArchitectureParameters, a.Parameters);
                AddParameters(StepParameters, a.StepParameters);
                ReadBody(a.Body);
                break;
            case TransformSyntax t:
                ReadBody(t.Body, [.. t.Parameters.Select(p => p.Name.Text)]);
                break;
            case TimingSyntax t:
                foreach (var definition in t.Body.OfType<DefinitionSyntax>())
                {
                    AddType(TimingDefinitions, definition.Path.Text, definition.Type is { } type ? TypeNames.Read(type) : SpecType.Any);
                }

                break;
        }
    }

    // A tag that is written as a parameter is whatever that holds.
    private void ReadBody(EquatableArray<StatementSyntax> body, HashSet<string>? parameters = null)
    {
        // Bodies nest no deeper than the parser lets them.
        foreach (var statement in body)
        {
            switch (statement)
            {
                case StoreSyntax s:
                    Stores.Add(s.Name.Text);
                    break;
                case ResultSyntax { Name: { } name }:
                    Results.Add(name.Text);
                    break;
                case NodeSyntax n:
                    Nodes.Add(n.Name.Text);
                    Add(Tags, n.Tags, parameters);
                    break;
                case RepeatSyntax r:
                    if (r.Index is { } index)
                    {
                        Indices.Add(index.Text);
                    }

                    ReadBody(r.Body, parameters);
                    break;
                case IfStatementSyntax i:
                    ReadBody(i.Then, parameters);
                    ReadBody(i.Else, parameters);
                    break;
                case FuseRuleSyntax f:
                    Fused.Add(f.Into.Text);
                    Add(Tags, f.Tags, parameters);
                    break;
                case ReplaceRuleSyntax r:
                    // What is replaced and still read stays under this name.
                    Nodes.Add("base");
                    ReadBody(r.Body, parameters);
                    break;
            }
        }
    }

    private static void AddParameters(Dictionary<string, List<SpecType>> into, EquatableArray<ParameterSyntax> parameters)
    {
        foreach (var parameter in parameters)
        {
            AddType(into, parameter.Name.Text, TypeNames.Read(parameter.Type));
        }
    }

    private static void AddType(Dictionary<string, List<SpecType>> into, string name, SpecType type)
    {
        if (!into.TryGetValue(name, out var types))
        {
            into.Add(name, types = []);
        }

        if (!types.Contains(type))
        {
            types.Add(type);
        }
    }

    private static void Add(HashSet<string> into, EquatableArray<Identifier> words, HashSet<string>? except = null)
        => into.UnionWith(words.Select(w => w.Text).Where(w => except is null || !except.Contains(w)));
}
