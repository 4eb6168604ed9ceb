using System.Globalization;

namespace LlmCostDsl.Compiler.Emit;

/// <summary>
/// Writes statements as a method, or as several where there are many: the machine code compiler is quick on methods of some hundred statements and
/// slower than linear beyond. Locals that several of them read live in a struct they share.
/// </summary>
/// <param name="name">What parts and the struct are called after.</param>
/// <param name="modifiers">Of a part: <c>private</c> or <c>private static</c>.</param>
/// <param name="parameters">Of a part, as declared.</param>
/// <param name="arguments">The same as handed on.</param>
/// <param name="limit">How much one of them may hold.</param>
internal sealed class MethodWriter(CSharpWriter writer, string name, string modifiers, string parameters, string arguments, int limit = 300)
{
    private readonly List<CodeBlock> parts = [];
    private readonly HashSet<string> shared = new(StringComparer.Ordinal);

    /// <summary>Of a part, and of what parts share: <c>&lt;T&gt;</c>; empty where they are of no type.</summary>
    public string TypeParameters { get; init; } = string.Empty;

    /// <summary>What is said of them, after a space.</summary>
    public string Constraints { get; init; } = string.Empty;

    private string Work => name + "Work" + TypeParameters;

    /// <param name="head">The method's own declaration.</param>
    /// <param name="tail">What it does last, in itself.</param>
    /// <param name="lead">What it does first, in itself.</param>
    public void Write(string head, CodeBlock block, CodeBlock tail, CodeBlock? lead = null)
    {
        var main = Split(block);
        main.Statements.InsertRange(0, lead?.Statements ?? []);
        main.Statements.AddRange(tail.Statements);
        var types = Share(main);
        using (writer.Block(head))
        {
            if (parts.Count > 0)
            {
                writer.Line($"global::System.Runtime.CompilerServices.Unsafe.SkipInit(out {Work} work);");
            }

            Write(main);
        }

        for (var p = 0; p < parts.Count; p++)
        {
            writer.Gap();
            using (writer.Block($"{modifiers} void {Part(p)}({parameters}, ref {Work} work){Constraints}"))
            {
                Write(parts[p]);
            }
        }

        if (parts.Count > 0)
        {
            writer.Gap().Line("// What the parts share.");
            using (writer.Block($"private struct {Work}{Constraints}"))
            {
                foreach (var (field, type) in types)
                {
                    writer.Line($"public {type} {field};");
                }
            }
        }
    }

    private CodeBlock Split(CodeBlock block)
    {
        if (block.Weight <= limit)
        {
            return block;
        }

        var calls = new CodeBlock();
        var current = new CodeBlock();
        var weight = 0;
        foreach (var statement in block.Statements)
        {
            var next = statement is CodeLoop loop && loop.Weight > limit ? loop with { Body = Split(loop.Body) } : statement;
            if (weight > 0 && weight + next.Weight > limit)
            {
                Flush();
            }

            current.Statements.Add(next);
            weight += next.Weight;
        }

        Flush();
        return calls;

        void Flush()
        {
            if (current.Statements.Count > 0)
            {
                calls.Statements.Add(new CodeLines([$"{Part(parts.Count)}({arguments}, ref work);"], 1));
                parts.Add(current);
                current = new CodeBlock();
                weight = 0;
            }
        }
    }

    // A local that another method reads becomes a field.
    private List<(string Name, string Type)> Share(CodeBlock main)
    {
        var home = new Dictionary<string, (int Method, string Type)>(StringComparer.Ordinal);
        var order = new List<string>();
        for (var p = -1; p < parts.Count; p++)
        {
            foreach (var local in Flat(p < 0 ? main : parts[p]).OfType<CodeLocal>())
            {
                home[local.Name] = (p, local.Type);
                order.Add(local.Name);
            }
        }

        for (var p = -1; p < parts.Count; p++)
        {
            foreach (var used in Flat(p < 0 ? main : parts[p]).SelectMany(Texts).SelectMany(CodeText.Names))
            {
                if (home[used].Method != p)
                {
                    shared.Add(used);
                }
            }
        }

        return [.. order.Where(shared.Contains).Select(n => (n, home[n].Type))];
    }

    private static IEnumerable<CodeStatement> Flat(CodeBlock block)
        => block.Statements.SelectMany(s => s is CodeLoop loop ? Flat(loop.Head).Concat(Flat(loop.Body)).Prepend(loop) : [s]);

    private static IEnumerable<string> Texts(CodeStatement statement) => statement switch
    {
        CodeLines lines => lines.Lines,
        CodeLocal local => local.Value,
        CodeLoop loop => loop.After.Append(CodeText.Mark(loop.Range)),
        _ => [],
    };

    private void Write(CodeBlock block)
    {
        foreach (var statement in block.Statements)
        {
            switch (statement)
            {
                case CodeLines lines:
                    foreach (var line in lines.Lines)
                    {
                        writer.Line(Resolve(line));
                    }

                    break;
                case CodeLocal local:
                    var head = (shared.Contains(local.Name) ? "work." : "var ") + local.Name + " = ";
                    for (var i = 0; i < local.Value.Count; i++)
                    {
                        writer.Line((i == 0 ? head : "    ") + Resolve(local.Value[i]) + (i == local.Value.Count - 1 ? ";" : string.Empty));
                    }

                    break;
                case CodeLoop loop:
                    using (writer.Block($"for (var {loop.Counter} = 0; {loop.Counter} < {Resolve(CodeText.Mark(loop.Range))}.Count; {loop.Counter}++)"))
                    {
                        Write(loop.Head);
                        Write(loop.Body);
                        foreach (var line in loop.After)
                        {
                            writer.Line(Resolve(line));
                        }
                    }

                    writer.Line();
                    break;
            }
        }
    }

    private string Resolve(string text) => CodeText.Resolve(text, n => shared.Contains(n) ? "work." + n : n);

    private string Part(int number) => name + "Part" + (number + 1).ToString(CultureInfo.InvariantCulture) + TypeParameters;
}
