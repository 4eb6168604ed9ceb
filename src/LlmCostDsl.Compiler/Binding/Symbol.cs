using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>
/// A declaration. Its header is bound when it is first asked for and its body when that is, so that one question touches only what it needs.
/// Binding is idempotent; diagnostics go to the bag of the program.
/// </summary>
internal abstract class Symbol(string name, string module, SourceSpan at, string? documentation)
{
    private readonly HashSet<(string Id, SourceText Source, TextSpan Span, string Message)> said = [];
    private Action? pendingHeader;
    private Action? pendingBody;

    public string Name { get; } = name;

    /// <summary>The module's path: <c>folder.file</c>; empty for the project's own files.</summary>
    public string Module { get; } = module;

    /// <summary>Where its name stands.</summary>
    public SourceSpan At { get; } = at;

    public string? Documentation { get; } = documentation;

    /// <summary>What binding it had to say.</summary>
    public List<Diagnostic> Diagnostics { get; } = [];

    /// <summary>The declarations its own text names, each where it does: what a search for cycles follows.</summary>
    public List<SymbolReference> References { get; } = [];

    /// <summary>Keeps a diagnostic, once.</summary>
    public void Say(Diagnostic diagnostic)
    {
        if (said.Add((diagnostic.Id, diagnostic.At.Source, diagnostic.At.Span, diagnostic.Message)))
        {
            Diagnostics.Add(diagnostic);
        }
    }

    /// <summary>What is left to do for the header and for the body; each is done once, when it is first asked for.</summary>
    public void BindLater(Action? header, Action? body)
    {
        pendingHeader = header;
        pendingBody = body;
    }

    /// <summary>Binds whatever is not bound yet.</summary>
    public void BindAll() => NeedBody();

    private protected void NeedHeader()
    {
        var run = pendingHeader;
        pendingHeader = null;
        run?.Invoke();
    }

    private protected void NeedBody()
    {
        NeedHeader();
        var run = pendingBody;
        pendingBody = null;
        run?.Invoke();
    }

    public override string ToString() => Module.Length == 0 ? Name : Module + "." + Name;
}

/// <summary>One declaration named by another.</summary>
internal sealed record SymbolReference(Symbol Target, SourceSpan At);

/// <summary>A parameter or an input, bound.</summary>
internal sealed record BoundParameter(
    string Name, SourceSpan At, SpecType Type, BoundExpression? Low, BoundExpression? High, BoundExpression? Default, string? Documentation);
