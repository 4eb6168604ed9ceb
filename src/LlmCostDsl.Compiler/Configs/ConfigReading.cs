using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Configs;

/// <summary>A parameter as a file fills it.</summary>
/// <param name="Text">As a spec writes it.</param>
internal sealed record FilledParameter(BoundParameter Parameter, string Text);

/// <summary>What a config makes of a file: parameters, transforms, figures to compare with; and what it has to say of each.</summary>
internal sealed class ConfigReading
{
    private readonly ConfigSymbol config;
    private readonly ConfigDeclared declared;
    private readonly KeyTable keys;
    private readonly ConfigEvaluator evaluator;

    public ConfigReading(ConfigSymbol config, KeyTable keys)
    {
        this.config = config;
        this.keys = keys;
        declared = config.Declared;
        evaluator = new ConfigEvaluator(declared, keys);
    }

    public List<FilledParameter> Filled { get; } = [];

    /// <summary>Each as a statement of a model.</summary>
    public List<string> Applies { get; } = [];

    /// <summary>The modules of the transforms applied.</summary>
    public List<string> Modules { get; } = [];

    /// <summary>Figures that the file states, without the model's own.</summary>
    public List<StatedFact> Facts { get; } = [];

    public List<ImportEntry> Entries { get; } = [];

    public List<string> Errors { get; } = [];

    public string? Title { get; private set; }

    /// <summary>Whether a config is for a file; where it asks for keys that are not there, it is not.</summary>
    public static bool Serves(ConfigSymbol config, KeyTable keys)
        => config.Syntax.When is { } condition && new ConfigEvaluator(config.Declared, keys).Holds(config.File, condition) == true;

    public void Run()
    {
        if (declared.Under is var (owner, under))
        {
            Try("what keys stand below", () => keys.Under = evaluator.Evaluate(owner.File, under) is TextValue t ? t.Value : string.Empty);
        }

        foreach (var parameter in declared.Architecture!.Parameters)
        {
            Try(parameter.Name, () => Fill(parameter));
        }

        foreach (var statement in declared.Others)
        {
            Try(null, () => Read(statement));
        }

        Try("title", () => Title = declared.Title is { } title && evaluator.FirstOf(title.Owner, title.Syntax.Alternatives).Value is TextValue { Value.Length: > 0 } t ? t.Value : null);
        Entries.AddRange(evaluator.Assumptions.Select(a => new ImportEntry(KeyRole.Assumed, a.Name, a.Value, $"'{a.Absent}' is not there: {OneLine(a.Text)}")));
    }

    private void Fill(BoundParameter parameter)
    {
        if (!declared.Fills.TryGetValue(parameter.Name, out var fill))
        {
            return;
        }

        var (value, alternative, absent) = evaluator.FirstOf(fill.Owner, fill.Syntax.Alternatives);
        if (value is AbsentValue)
        {
            if (parameter.Default is null)
            {
                Errors.Add($"nothing says '{parameter.Name}': there is no key '{absent}'");
            }
            else
            {
                Entries.Add(new(KeyRole.Assumed, parameter.Name, OneLine(parameter.Default.At.Text), $"'{absent}' is not there: the architecture's default"));
            }

            return;
        }

        var at = fill.Owner.File.At(fill.Syntax.Alternatives[alternative]);
        if (WrittenValue.Of(parameter.Type, value, out var needed) is not { } text)
        {
            throw new ConfigFailure(at, $"{needed} is needed, and {OneLine(at.Text)} is {value.Shown}");
        }

        Filled.Add(new(parameter, text));
        Entries.Add(absent is null
            ? new(KeyRole.Used, parameter.Name, text, OneLine(at.Text))
            : new(KeyRole.Assumed, parameter.Name, text, $"'{absent}' is not there: {OneLine(at.Text)}"));
    }

    private void Read(ConfigStatement<StatementSyntax> statement)
    {
        var file = statement.Owner.File;
        switch (statement.Syntax)
        {
            case RequireSyntax require when evaluator.Holds(file, require.Condition) == false:
                Errors.Add($"{require.Otherwise} ({OneLine(file.At(require.Condition).Text)} does not hold)");
                break;
            case AssumeSyntax assume when evaluator.Holds(file, assume.Condition) == false:
                Entries.Add(new(KeyRole.Assumed, "the model", assume.Otherwise, OneLine(file.At(assume.Condition).Text) + " does not hold"));
                break;
            case ApplySyntax apply:
                Apply(statement.Owner, apply, null);
                break;
            case ApplyToSyntax { Apply: var apply } to:
                foreach (var group in TensorGroup.Of(keys.File.Tensors, [.. to.Tensors.Select(t => t.Pattern)]))
                {
                    Apply(statement.Owner, apply, group);
                }

                break;
            case ExpectSyntax { Condition: BinarySyntax { Left: NameSyntax { Name: var fact }, Right: var right } } expect:
                if (evaluator.Evaluate(file, right) is NumberValue stated)
                {
                    var within = expect.Within is { } tolerance && evaluator.Evaluate(file, tolerance) is NumberValue t ? t.Value.ToDouble() : 0;
                    Facts.Add(new(fact, stated.Value.ToDouble(), 0, OneLine(file.At(right).Text), within));
                }

                break;
        }
    }

    private void Apply(ConfigSymbol owner, ApplySyntax apply, TensorGroup? group)
    {
        var place = new Place(owner.File, owner, "a config");
        if ((apply.When is { } when && evaluator.Holds(owner.File, when, group?.Names) != true) || place.TryResolve<TransformSymbol>(apply.Transform.Parts) is not { } transform)
        {
            return;
        }

        var matched = ArgumentMatcher.Match(place, transform.Name, place.At(apply.Transform), apply.Arguments, transform.Parameters, _ => false);
        var arguments = new List<string>();
        for (var i = 0; i < matched.Length; i++)
        {
            var parameter = transform.Parameters[i];
            if (matched[i] is not { } argument)
            {
                continue;
            }

            var at = place.At(argument.Value);
            if (parameter.Type.Kind == TypeKind.Word)
            {
                arguments.Add($"{parameter.Name}: {at.Text}");
                continue;
            }

            var value = evaluator.Evaluate(owner.File, argument.Value, group?.Names);
            if (value is AbsentValue missing)
            {
                // What the file does not say, the transform's default does.
                Entries.Add(new(KeyRole.Assumed, $"{transform.Name}.{parameter.Name}", parameter.Default is { } d ? OneLine(d.At.Text) : "nothing", $"'{missing.Key}' is not there"));
                continue;
            }

            arguments.Add($"{parameter.Name}: {WrittenValue.Of(parameter.Type, value, out var needed) ?? throw new ConfigFailure(at, $"{needed} is needed, and {OneLine(at.Text)} is {value.Shown}")}");
        }

        var text = transform.Name + (arguments.Count > 0 ? "(" + string.Join(", ", arguments) + ")" : string.Empty);
        Applies.Add("apply " + text);
        Modules.Add(transform.Module);
        Entries.Add(new(KeyRole.Used, "apply", text, group is null ? apply.When is { } c ? OneLine(owner.File.At(c).Text) : string.Empty : $"{group.Places.Count} tensors, format {group.Format}"));
    }

    private void Try(string? subject, Action work)
    {
        try
        {
            work();
        }
        catch (ConfigFailure failure)
        {
            var where = $"{failure.At.Source.Path}:{failure.At.Start.Line + 1}";
            Errors.Add($"{(subject is null ? string.Empty : subject + ": ")}{failure.Message} ({where}, config {config.Name})");
        }
    }

    private static string OneLine(string text) => string.Join(" ", text.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
