namespace LlmCostDsl.Compiler.Emit;

/// <summary>What a project says about the code generated for it.</summary>
/// <param name="Namespace">Where generated types stand; empty for the global one.</param>
/// <param name="IsPublic">Whether they are public; internal unless it is said.</param>
/// <param name="MapsLines">Whether statements are mapped to the spec's lines by <c>#line</c>.</param>
internal sealed record EmitOptions(string Namespace, bool IsPublic = false, bool MapsLines = false)
{
    public string Namespace { get; init; } = CSharpNames.Space(Namespace);

    public string Visibility => IsPublic ? "public" : "internal";
}

/// <summary>One generated file.</summary>
/// <param name="Name">Unique in the project, whatever the case of letters: <c>Chat.g.cs</c>.</param>
internal sealed record EmittedFile(string Name, string Text);
