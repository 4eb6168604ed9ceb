using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Configs;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Emit;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler;

/// <content>Models made of files that describe checkpoints.</content>
internal sealed partial class SpecCompiler
{
    /// <summary>The model that a file describes, by the config that is for it. Never throws for what a file or a spec holds.</summary>
    public ImportOutcome Import(ConfigFile file, ImportOptions options)
    {
        ImportOutcome? outcome = null;
        var bag = new DiagnosticBag();
        Guarded(new SourceSpan(new SourceText(options.Source, string.Empty), default), bag, () => outcome = Imported(file, options));
        return outcome ?? Refused([], bag.Items);
    }

    private ImportOutcome Imported(ConfigFile file, ImportOptions options)
    {
        var keys = new KeyTable(file, options.Allowed);
        if (Choose(keys, out var refusal) is not { } config)
        {
            return Refused([refusal], []);
        }

        var bag = new DiagnosticBag();
        var search = new CycleSearch(program);
        search.Run([config]);
        foreach (var reached in search.Reached.OfType<ConfigSymbol>())
        {
            bag.AddRange(reached.Diagnostics);
        }

        for (var c = config; c is not null && !bag.HasErrors; c = c.Base)
        {
            c.BindAll();
            bag.AddRange(c.Diagnostics);
        }

        if (bag.HasErrors || config.Declared.Architecture is not { } architecture)
        {
            return Refused(bag.HasErrors ? [] : [$"the config '{config.Name}' names no architecture"], bag.Items);
        }

        var reading = new ConfigReading(config, keys);
        reading.Run();
        reading.Entries.AddRange(KeyRoles.Of(config.Declared, keys, options.Allowed));
        reading.Errors.AddRange(Unknown(reading.Entries));
        var title = reading.Title ?? options.Fallback;
        var text = new ImportedText(options.Name ?? ImportedText.NameOf(title), title, options.Source, architecture, reading);
        var outcome = new ImportOutcome(null, text.Name, config.Name, architecture.Name, reading.Entries.ToEquatable(), reading.Errors.ToEquatable(), bag.Items.ToEquatable());
        return reading.Errors.Count > 0 ? outcome : Compiled(outcome, text, options);
    }

    private static ImportOutcome Refused(IEnumerable<string> errors, IEnumerable<Diagnostic> diagnostics)
        => new(null, string.Empty, string.Empty, string.Empty, EquatableArray<ImportEntry>.Empty, errors.ToEquatable(), diagnostics.ToEquatable());

    private static IEnumerable<string> Unknown(IEnumerable<ImportEntry> entries)
    {
        var unknown = entries.Where(e => e.Role == KeyRole.Unknown).ToList();
        return unknown.Take(20).Select(u => $"'{u.Subject}' is not understood and may change cost: {u.Value}")
            .Concat(unknown.Count > 20 ? [$"… and {unknown.Count - 20} more"] : [])
            .Concat(unknown.Count > 0 ? ["'--allow KEY' leaves a key out of account"] : []);
    }

    /// <summary>The config for a file: the project's before the catalogue's.</summary>
    private ConfigSymbol? Choose(KeyTable keys, out string refusal)
    {
        var all = program.All<ConfigSymbol>().Where(c => c.Syntax.When is not null).ToList();
        var failed = new List<string>();
        foreach (var tier in all.GroupBy(c => c.Module.Length > 0).OrderBy(g => g.Key))
        {
            var fitting = tier.Where(c => Serves(c, keys, failed)).ToList();
            if (fitting.Count == 1)
            {
                refusal = string.Empty;
                return fitting[0];
            }

            if (fitting.Count > 1)
            {
                refusal = $"several configs are for this file: {NameDiagnostics.Listed([.. fitting.Select(f => f.ToString())], "and")}";
                return null;
            }
        }

        var read = keys.Read.OrderBy(k => k, StringComparer.Ordinal).Select(k => $"'{k}' is {keys.Find(k).Shown}").ToList();
        refusal = (read.Count > 0 ? $"no config is for this file: {string.Join(", ", read)}" : "no config is for this file: it has none of the keys that they ask for")
            + string.Concat(failed.Select(f => "; " + f));
        return null;
    }

    private static bool Serves(ConfigSymbol config, KeyTable keys, List<string> failed)
    {
        try
        {
            return ConfigReading.Serves(config, keys);
        }
        catch (ConfigFailure failure)
        {
            failed.Add($"config {config.Name}: {failure.Message}");
            return false;
        }
    }

    private ImportOutcome Compiled(ImportOutcome outcome, ImportedText text, ImportOptions options)
    {
        var bag = new DiagnosticBag();
        var all = text.Reading.Filled;
        if (FiguresOf(text.Write(all, []), text.Name, bag) is not { } full)
        {
            return outcome with { Diagnostics = bag.Items.ToEquatable() };
        }

        // What the architecture assumes by itself need not be written.
        var kept = all.Where(f => f.Parameter.Default is null).ToList();
        for (var found = -1; found != 0;)
        {
            if (FiguresOf(text.Write(kept, []), text.Name, new DiagnosticBag()) is not { } some)
            {
                kept = all;
                break;
            }

            var missing = some.Parameters.Zip(full.Parameters, (a, b) => (a, b)).Where(p => p.a != p.b).Select(p => p.b.Name).ToList();
            var before = kept.Count;
            kept = [.. all.Where(f => kept.Contains(f) || missing.Contains(f.Parameter.Name))];
            found = kept.Count - before;
        }

        var facts = text.Reading.Facts.Select(f => f with { Found = Found(f.Fact, full) }).ToList();
        var errors = facts.Where(f => !f.Holds && !options.Allowed.Contains(f.Fact)).Select(f => string.Format(
            System.Globalization.CultureInfo.InvariantCulture, "{0}: the file says {1:N0} ({2}), the model has {3:N0}, {4:+0.###%;-0.###%}; '--allow {0}' leaves that out of account", f.Fact, f.Stated, f.Key, f.Found, f.Deviation)).ToList();
        var written = text.Write(kept, facts.Where(f => f.Holds));
        _ = FiguresOf(written, text.Name, bag);
        return outcome with
        {
            Text = errors.Count == 0 && !bag.HasErrors ? written : null,
            Errors = errors.ToEquatable(),
            Diagnostics = bag.Items.Where(d => d.Severity == Severity.Error).ToEquatable(),
            ParameterCount = full.ParameterCount,
            ActiveCount = full.ActiveCount,
            WeightBytes = full.WeightBytes,
            Facts = facts.ToEquatable(),
        };
    }

    private static double Found(string fact, ModelFigures figures) => fact switch
    {
        "parameters" => figures.ParameterCount ?? 0,
        "weights" => figures.WeightBytes ?? 0,
        _ => figures.ActiveCount ?? 0,
    };

    /// <summary>Compiles a text beside the project's files, as any model.</summary>
    private ModelFigures? FiguresOf(string text, string name, DiagnosticBag bag)
    {
        var source = new SourceText(name, text);
        var compiler = new SpecCompiler(BoundProgram.Load(program.Library, [.. program.Project.Files.Select(f => (f.Source, f.Parsed)), (source, Syntax.SpecParser.Parse(source))]));
        var model = compiler.Declared<ModelSymbol>().FirstOrDefault(m => ReferenceEquals(m.At.Source, source));
        ModelFigures? figures = null;
        if (model?.Architecture is not null)
        {
            new CycleSearch(compiler.program).Run([model]);
            bag.AddRange(compiler.program.Diagnostics.Items.Where(d => d.Severity == Severity.Error));
            if (!bag.HasErrors)
            {
                Guarded(model.At, bag, () => compiler.CheckModel(model, bag, isChecked: true, out figures));
            }
        }
        else
        {
            bag.AddRange(compiler.program.Diagnostics.Items);
        }

        return bag.HasErrors ? null : figures;
    }
}
