using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>How files that describe checkpoints fill an architecture's parameters.</summary>
internal sealed class ConfigSymbol(string name, string module, SourceSpan at, string? documentation) : Symbol(name, module, at, documentation)
{
    private ConfigDeclared? declared;

    public required ConfigSyntax Syntax { get; init; }

    public required SpecFile File { get; init; }

    public ConfigSymbol? Base
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    }

    /// <summary>The architecture it names itself.</summary>
    public ArchitectureSymbol? Own
    {
        get
        {
            NeedHeader();
            return field;
        }
        set;
    }

    /// <summary>What it says together with its bases.</summary>
    public ConfigDeclared Declared => Derivation.Inherited<ConfigSymbol, ConfigDeclared>(this, c => c.Base, c => c.declared, (c, b) => c.declared = ConfigDeclared.Of(c, b));
}

/// <summary>A statement of a config, with the config that makes it.</summary>
internal sealed record ConfigStatement<TSyntax>(ConfigSymbol Owner, TSyntax Syntax)
    where TSyntax : StatementSyntax
{
    public SourceSpan At => Owner.File.At(Syntax);
}

/// <summary>What a config says, its bases' included; of what both say, its own.</summary>
/// <param name="Architecture">Whose parameters are filled; null of a config that others build on.</param>
/// <param name="Under">Below which key the keys are looked for, before they are looked for at the top.</param>
/// <param name="Lets">Values by name.</param>
/// <param name="Fills">Parameters by name, in the order written.</param>
/// <param name="Title">What names the model; null where nothing does.</param>
/// <param name="Others">All other statements, bases' first.</param>
internal sealed record ConfigDeclared(
    ArchitectureSymbol? Architecture,
    (ConfigSymbol Owner, ExpressionSyntax Syntax)? Under,
    IReadOnlyDictionary<string, ConfigStatement<FillSyntax>> Lets,
    IReadOnlyDictionary<string, ConfigStatement<FillSyntax>> Fills,
    ConfigStatement<KeyTitleSyntax>? Title,
    IReadOnlyList<ConfigStatement<StatementSyntax>> Others)
{
    public static ConfigDeclared Of(ConfigSymbol config, ConfigDeclared? inherited)
    {
        var body = config.Syntax.Body;
        return new ConfigDeclared(
            config.Own ?? inherited?.Architecture,
            config.Syntax.Under is { } under ? (config, under) : inherited?.Under,
            Merged(inherited?.Lets, config, body.OfType<FillSyntax>().Where(f => f.IsLet)),
            Merged(inherited?.Fills, config, body.OfType<FillSyntax>().Where(f => !f.IsLet)),
            body.OfType<KeyTitleSyntax>().LastOrDefault() is { } title ? new(config, title) : inherited?.Title,
            Derivation.Joined(
                inherited?.Others ?? [],
                [.. body.Where(s => s is not (FillSyntax or KeyTitleSyntax)).Select(s => new ConfigStatement<StatementSyntax>(config, s))]));
    }

    private static Dictionary<string, ConfigStatement<FillSyntax>> Merged(
        IReadOnlyDictionary<string, ConfigStatement<FillSyntax>>? inherited, ConfigSymbol config, IEnumerable<FillSyntax> own)
    {
        var all = inherited?.ToDictionary(f => f.Key, f => f.Value) ?? [];
        foreach (var fill in own)
        {
            all[fill.Name.Text] = new(config, fill);
        }

        return all;
    }
}
