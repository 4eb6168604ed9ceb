using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>What <c>it</c> is where something is written.</summary>
internal enum ItKind
{
    None,
    Operator,
    Weight,
    Activation,
    Cache,
}

/// <summary>Which step variables a place sees.</summary>
internal enum StepVariables
{
    None,

    /// <summary>Schedules and analyses: batch.</summary>
    Batch,

    /// <summary>Operators, architectures, transforms: batch, tokens, context, and the phase.</summary>
    All,
}

/// <summary>Where a text is written, and what may therefore be said in it. Names are kept apart, in <see cref="LocalNames"/>.</summary>
/// <param name="File">Whose imports hold.</param>
/// <param name="Owner">Whose text it is.</param>
/// <param name="Name">For messages: <c>an operator</c>, <c>a schedule</c>.</param>
internal sealed record Place(SpecFile File, Symbol Owner, string Name)
{
    public ItKind It { get; init; }

    /// <summary>Whether <c>hw</c> may be read.</summary>
    public bool HasHardware { get; init; }

    /// <summary>Whether <c>model</c> is the analysed model.</summary>
    public bool HasModel { get; init; }

    public StepVariables Variables { get; init; }

    /// <summary>Expectations of a model name its parameters and what is computed of it without a dot.</summary>
    public ArchitectureSymbol? BareModel { get; init; }

    /// <summary>Whether <c>step(…)</c> may be called.</summary>
    public bool HasSteps { get; init; }

    /// <summary>Whether <c>total(…)</c> by itself means the step being timed.</summary>
    public bool HasTotal { get; init; }

    /// <summary>Whether this is the inside of a total, where <c>it.time</c> has been computed.</summary>
    public bool IsInTotal { get; init; }

    /// <summary>Whether captures are in scope, so that a bare word has no subject.</summary>
    public bool HasCaptures { get; init; }

    /// <summary>The nodes of the pattern that is being replaced: called, each is its operator once more.</summary>
    public EquatableArray<BoundPatternNode> Matched { get; init; } = EquatableArray<BoundPatternNode>.Empty;

    /// <summary>Definitions that bare names may mean.</summary>
    public DefinitionTable? Definitions { get; init; }

    /// <summary>What <c>base</c> leads to.</summary>
    public DefinitionTable? Base { get; init; }

    /// <summary>The timing that rows of a total were timed by, where it is known.</summary>
    public DefinitionTable? Timing { get; init; }

    /// <summary>The steps of the analysed model that are asked for are noted here.</summary>
    public List<(string Phase, SourceSpan At)>? Asked { get; init; }

    public BoundProgram Program => File.Module.Program;

    /// <summary>
    /// Whether words and members that may be anywhere in the program are looked for there. The catalogue has been checked before it travelled: binding
    /// one transform of it must not parse all of it.
    /// </summary>
    public bool IsChecked => File.Module.IsProject || Program.ChecksCatalogue;

    public SourceSpan At(TextSpan span) => File.At(span);

    public SourceSpan At(SyntaxNode node) => File.At(node);

    public string? Suggest(string word, IEnumerable<string> candidates) => Program.Suggest(word, candidates);

    public void Report(Diagnostic diagnostic) => Program.Report(Owner, diagnostic);

    /// <summary>Notes that this text names a declaration.</summary>
    public void Refer(Symbol target, SourceSpan at) => Owner.References.Add(new(target, at));
}
