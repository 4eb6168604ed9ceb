using LlmCostDsl.Compiler.Syntax.Lexing;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>
/// What a file declares, found without parsing it, so that a question about one model does not parse the whole catalogue: outside all brackets, a
/// declaration's word is always followed by its name, and no expression holds two words side by side but for reserved ones, which are no names.
/// </summary>
internal static class DeclarationIndex
{
    /// <summary>The declarations of a well-formed file, in the order written.</summary>
    public static List<(DeclarationKind Kind, string Key)> Scan(string text)
    {
        var found = new List<(DeclarationKind, string)>();
        var depth = 0;
        DeclarationKind? pending = null;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '/' && i + 1 < text.Length && text[i + 1] == '/')
            {
                while (i + 1 < text.Length && text[i + 1] is not ('\n' or '\r'))
                {
                    i++;
                }
            }
            else if (c == '"')
            {
                for (i++; i < text.Length && text[i] is not ('"' or '\n'); i++)
                {
                    i += text[i] == '\\' ? 1 : 0;
                }

                pending = null;
            }
            else if (IsNamePart(c))
            {
                var start = i;
                while (i + 1 < text.Length && IsNamePart(text[i + 1]))
                {
                    i++;
                }

                if (depth == 0)
                {
                    pending = ReadWord(text, start, ref i, pending, found);
                }
            }
            else if (!char.IsWhiteSpace(c))
            {
                depth += c is '{' or '(' or '[' ? 1 : c is '}' or ')' or ']' ? -1 : 0;
                pending = null;
            }
        }

        return found;
    }

    private static DeclarationKind? ReadWord(string text, int start, ref int last, DeclarationKind? pending, List<(DeclarationKind, string)> found)
    {
        var word = text.Substring(start, last - start + 1);
        if (TokenText.KindOf(word).IsReserved() || (start > 0 && text[start - 1] == '.'))
        {
            return null;
        }

        if (pending is not { } kind)
        {
            return Word(word);
        }

        if (kind == DeclarationKind.Attribute)
        {
            // subject.name
            var dot = last + 1;
            if (dot + 1 >= text.Length || text[dot] != '.' || !IsNamePart(text[dot + 1]))
            {
                return Word(word);
            }

            last = dot + 1;
            while (last + 1 < text.Length && IsNamePart(text[last + 1]))
            {
                last++;
            }

            word = text.Substring(start, last - start + 1);
        }

        found.Add((kind, word));
        return null;
    }

    private static DeclarationKind? Word(string word) => word switch
    {
        "function" => DeclarationKind.Function,
        "attribute" => DeclarationKind.Attribute,
        "channel" => DeclarationKind.Channel,
        "operator" or "block" => DeclarationKind.Callable,
        "architecture" => DeclarationKind.Architecture,
        "model" => DeclarationKind.Model,
        "transform" => DeclarationKind.Transform,
        "hardware" => DeclarationKind.Hardware,
        "timing" => DeclarationKind.Timing,
        "schedule" => DeclarationKind.Schedule,
        "analysis" => DeclarationKind.Analysis,
        "config" => DeclarationKind.Config,
        _ => null,
    };

    private static bool IsNamePart(char c) => c == '_' || (c < 128 && char.IsLetterOrDigit(c));
}
