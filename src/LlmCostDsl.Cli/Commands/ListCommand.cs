using System.CommandLine;
using LlmCostDsl.Analysis.Reports;
using LlmCostDsl.Cli.Hosting;
using LlmCostDsl.Compiler;
using LlmCostDsl.Compiler.Diagnostics;

namespace LlmCostDsl.Cli.Commands;

/// <summary><c>llmspec list</c>: what the catalogue and one's own specs declare.</summary>
internal sealed class ListCommand : ICommand
{
    private readonly CliContext context;
    private readonly Argument<string> kind = new("KIND") { Description = string.Join(", ", SpecCompiler.Kinds) + "." };
    private readonly Argument<string?> name = new("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = "One of them, with all that is known of it." };
    private readonly Option<string[]> spec = new("--spec") { Description = "A spec file, or a folder of them; repeatable.", HelpName = "FILE" };
    private readonly Option<string> format = new("--format") { Description = "table or json.", HelpName = "FORMAT", DefaultValueFactory = _ => "table" };
    private readonly Option<bool> wide = new("--wide") { Description = "Nothing cut." };

    public ListCommand(CliContext context)
    {
        this.context = context;
        kind.AcceptOnlyFromAmong([.. SpecCompiler.Kinds]);
        format.AcceptOnlyFromAmong("table", "json");
        Command = new("list", "What there is: models, devices, transforms and the rest.") { kind, name, spec, format, wide };
        Command.SetAction(Run);
    }

    public Command Command { get; }

    private int Run(ParseResult parse)
    {
        if (SpecFiles.Read(context, parse.GetValue(spec) ?? []) is not { } specs)
        {
            return ExitCode.Usage;
        }

        var listed = parse.GetValue(kind)!;
        var all = SpecCompiler.Load(specs).List(listed);
        var wanted = parse.GetValue(name);
        IReadOnlyList<CatalogueEntry> entries = wanted is null ? all : [.. all.Where(e => IsCalled(e, wanted))];
        if (entries.Count == 0 && wanted is not null)
        {
            var near = Spelling.Suggest(wanted, all.Select(e => e.Name));
            Screen.Complain(context, $"there is none of {listed} called '{wanted}'{(near is null ? string.Empty : $"; did you mean '{near}'?")}");
            return ExitCode.Usage;
        }

        var isWide = parse.GetValue(wide);
        if (parse.GetValue(format) == "json")
        {
            context.Out.Write(CatalogueReport.Json(entries) + "\n");
        }
        else
        {
            Screen.Show(
                context,
                wanted is not null ? entries.SelectMany(CatalogueReport.Page)
                    : entries.Any(e => e.Transform is not null) ? CatalogueReport.Transforms(entries, isWide ? null : context.TableWidth)
                    : [CatalogueReport.Grid(entries)],
                isWide);
        }

        return ExitCode.Fine;
    }

    private static bool IsCalled(CatalogueEntry entry, string name)
        => name.Equals(entry.Name, StringComparison.OrdinalIgnoreCase) || name.Equals(entry.Module + "." + entry.Name, StringComparison.OrdinalIgnoreCase);
}
