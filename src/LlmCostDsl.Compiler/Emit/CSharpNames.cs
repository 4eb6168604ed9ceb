using System.Text;

namespace LlmCostDsl.Compiler.Emit;

/// <summary>Names of specs as names of C#.</summary>
internal static class CSharpNames
{
    private static readonly HashSet<string> Keywords = new(
        ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern false "
        + "finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator out override params private "
        + "protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked "
        + "unsafe ushort using virtual void volatile while "
        // Not reserved everywhere, but refused or warned of as names of types.
        + "record required file scoped field extension").Split(' '), StringComparer.Ordinal);

    /// <summary>A name as it stands: declarations keep theirs, <c>Name_7B</c>. What C# reserves is escaped.</summary>
    public static string Verbatim(string name)
    {
        var identifier = Identifier(name);
        return Keywords.Contains(identifier) ? "@" + identifier : identifier;
    }

    /// <summary>A namespace as a project names it, <c>My-Server.event</c>: each part is made a name, and what C# reserves is escaped.</summary>
    public static string Space(string space) => space.Trim().Length == 0 ? string.Empty : string.Join(".", space.Trim().Split('.').Select(Part));

    /// <summary>A member: <c>tokens_per_second</c> becomes <c>TokensPerSecond</c>, <c>peak_fp16</c> becomes <c>PeakFp16</c>.</summary>
    public static string Pascal(string name) => Words(name, capitalFirst: true);

    /// <summary>A local or a parameter: <c>tokens_per_second</c> becomes <c>tokensPerSecond</c>. What C# reserves is escaped.</summary>
    public static string Camel(string name)
    {
        var camel = Words(name, capitalFirst: false);
        return Keywords.Contains(camel) ? "@" + camel : camel;
    }

    // Projects are called in every language, so letters of any are let be.
    private static string Part(string part)
    {
        var text = new string([.. part.TrimStart('@').Select(c => char.IsLetterOrDigit(c) ? c : '_')]);
        text = text.Length == 0 || char.IsDigit(text[0]) ? "_" + text : text;
        return Keywords.Contains(text) ? "@" + text : text;
    }

    private static string Words(string name, bool capitalFirst)
    {
        var text = new StringBuilder(name.Length);
        var isStart = true;
        foreach (var c in name)
        {
            if (!IsPart(c) || c == '_')
            {
                // Digits that would run together stay apart: v1_5 is not v15.
                isStart = true;
                continue;
            }

            if (isStart && text.Length > 0 && char.IsDigit(c) && char.IsDigit(text[text.Length - 1]))
            {
                text.Append('_');
            }

            var isCapital = isStart && (text.Length > 0 || capitalFirst);
            var isLower = isStart && text.Length == 0 && !capitalFirst;
            text.Append(isCapital ? char.ToUpperInvariant(c) : isLower ? char.ToLowerInvariant(c) : c);
            isStart = false;
        }

        return Identifier(text.ToString());
    }

    private static string Identifier(string name)
    {
        var text = new StringBuilder(name.Length + 1);
        foreach (var c in name)
        {
            text.Append(IsPart(c) ? c : '_');
        }

        if (text.Length == 0 || char.IsDigit(text[0]))
        {
            text.Insert(0, '_');
        }

        return text.ToString();
    }

    // Names of specs are of these characters only.
    private static bool IsPart(char c) => c == '_' || (c < 128 && char.IsLetterOrDigit(c));
}
