using System.Text;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Emit;
using LlmCostDsl.Compiler.Tests.Emit;
using LlmCostDsl.Compiler.Tests.Shared;
using LlmCostDsl.Compiler.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace LlmCostDsl.Compiler.Tests.Docs;

/// <summary>
/// The C# that docs/csharp.md shows compiles in the strictest project, against what is generated from the spec on that page, and prints what the page says:
/// blocks of <c>csharp</c> are one program, in their order, and a block of <c>text</c> is what the one before it prints.
/// </summary>
public sealed class CSharpPageTests
{
    private const char Separator = '\f';

    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(DocPage.Folder, "csharp.md"));

    [Fact]
    public void What_the_page_shows_prints_what_the_page_says()
    {
        var blocks = Blocks().ToList();
        var program = new StringBuilder();
        var expected = new StringBuilder();
        foreach (var (language, text) in blocks)
        {
            if (language == "csharp")
            {
                program.Append(text).AppendLine("Console.Write('\\f');");
                expected.Append(Separator);
            }
            else if (language == "text")
            {
                expected.Insert(expected.Length - 1, text);
            }
        }

        var said = Run(program.ToString());
        Assert.True(expected.ToString() == said, "The page prints:\n" + said.Replace(Separator.ToString(), "--\n", StringComparison.Ordinal));
    }

    [Fact]
    public void The_spec_is_the_example()
        => Assert.Equal(File.ReadAllText(Path.Combine(DocPage.Folder, "examples", "chat_server.llmspec")), Assert.Single(Blocks(), b => b.Language == "llmspec").Text);

    [Fact]
    public void The_readme_shows_the_first_call()
    {
        var readme = File.ReadAllText(Path.Combine(SpecFiles.Root, "README.md"));
        Assert.All(Blocks().Where(b => b.Language is "csharp" or "text").Take(2), b => Assert.Contains($"```{b.Language}\n{b.Text}```\n", readme, StringComparison.Ordinal));
    }

    private static string Run(string program)
    {
        var lines = program.Split('\n');
        var usings = lines.Where(l => l.StartsWith("using ", StringComparison.Ordinal) && l.EndsWith(';') && !l.Contains('=', StringComparison.Ordinal)).ToList();
        var source = $$"""
            {{string.Join("\n", usings.Union(["using System;", "using System.Collections.Generic;", "using System.Linq;"]))}}

            namespace Reader;

            internal static class Page
            {
                internal static string Run()
                {
                    var (console, culture) = (System.Console.Out, System.Globalization.CultureInfo.CurrentCulture);
                    System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.InvariantCulture;
                    using var text = new System.IO.StringWriter { NewLine = "\n" };
                    System.Console.SetOut(text);
                    try
                    {
                        Show();
                    }
                    finally
                    {
                        System.Console.SetOut(console);
                        System.Globalization.CultureInfo.CurrentCulture = culture;
                    }

                    return text.ToString();
                }

                private static void Show()
                {
            {{string.Join("\n", lines.Where(l => !usings.Contains(l)))}}
                }
            }
            """;
        return (string)StrictCompilation.Load(Generated(), source, LanguageVersion.Latest).Value("Reader.Page", "Run")!;
    }

    // What the build makes of the spec: the project's own, and what the modules it imports declare.
    private static List<EmittedFile> Generated()
    {
        var options = new EmitOptions("Demo");
        var compiler = SpecCompiler.Load([new SourceText("chat_server.llmspec", File.ReadAllText(Path.Combine(DocPage.Folder, "examples", "chat_server.llmspec")))]);
        var bag = new DiagnosticBag();
        string[] modules = [string.Empty, "models.llama", "hardware.nvidia"];
        var devices = compiler.Declared<HardwareSymbol>().Where(d => modules.Contains(d.Module)).ToList();
        List<EmittedFile> files =
        [
            AnalysisEmitter.Emit(compiler.Compile(new AnalysisRequest("ChatServer")).Plan!, options),
            ModelEmitter.EmitContainer(options),
            .. compiler.Declared<ModelSymbol>().Where(m => modules.Contains(m.Module)).Select(m => ModelEmitter.Emit(compiler.Figures(m, bag)!, options)),
            DeviceEmitter.EmitContainer(devices.Select(d => d.Name), options),
            .. devices.Select(d => DeviceEmitter.Emit(compiler.Figures(d, bag)!, options)),
            AttributeEmitter.Emit(compiler.HardwareAttributes(), options),
        ];
        Assert.Empty(bag.Items);
        return files;
    }

    private static IEnumerable<(string Language, string Text)> Blocks()
    {
        for (var i = 0; i < Lines.Length; i++)
        {
            if (Lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                var end = Array.IndexOf(Lines, "```", i + 1);
                yield return (Lines[i][3..], string.Concat(Lines[(i + 1)..end].Select(l => l + "\n")));
                i = end;
            }
        }
    }
}
