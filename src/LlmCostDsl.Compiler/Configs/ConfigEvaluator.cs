using System.Runtime.CompilerServices;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Configs;

/// <summary>
/// Works out a config's expressions for one file. What reads a key that is not there is nothing, and so is all that is worked out of it, up to the alternative
/// after the next <c>else</c>.
/// </summary>
internal sealed partial class ConfigEvaluator(ConfigDeclared config, KeyTable keys)
{
    private readonly Dictionary<string, ConfigValue> lets = new(StringComparer.Ordinal);

    private readonly HashSet<string> open = [];

    /// <summary>The names that took an alternative because a key is not there.</summary>
    public List<Assumption> Assumptions { get; } = [];

    /// <summary>The first alternative whose keys are all there; with which one it is.</summary>
    public (ConfigValue Value, int Alternative, string? Absent) FirstOf(ConfigSymbol owner, IReadOnlyList<ExpressionSyntax> alternatives, Names? names = null)
    {
        string? absent = null;
        for (var i = 0; i < alternatives.Count; i++)
        {
            var value = Evaluate(owner.File, alternatives[i], names);
            if (value is not AbsentValue missing)
            {
                return (value, i, absent);
            }

            absent ??= missing.Key;
        }

        return (new AbsentValue(absent ?? string.Empty), alternatives.Count, absent);
    }

    /// <summary>Whether a condition holds; null where it asks for a key that is not there.</summary>
    public bool? Holds(SpecFile file, ExpressionSyntax condition, Names? names = null) => Evaluate(file, condition, names) switch
    {
        TruthValue t => t.Value,
        AbsentValue => null,
        var other => throw new ConfigFailure(file.At(condition), $"a condition is {other.Kind}: {other.Shown}"),
    };

    public ConfigValue Evaluate(SpecFile file, ExpressionSyntax expression, Names? names = null) => new Reading(this, file, names).Of(expression);

    private ConfigValue? Let(string name)
    {
        if (lets.TryGetValue(name, out var known))
        {
            return known;
        }

        if (!config.Lets.TryGetValue(name, out var let))
        {
            return null;
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (!open.Add(name))
        {
            throw new ConfigFailure(let.At, $"'{name}' needs itself");
        }

        var (value, alternative, absent) = FirstOf(let.Owner, let.Syntax.Alternatives);
        open.Remove(name);
        if (absent is not null && value is not AbsentValue)
        {
            Assumptions.Add(new(name, value.Shown, let.Owner.File.At(let.Syntax.Alternatives[alternative]).Text, absent));
        }

        return lets[name] = value;
    }

    /// <summary>Names that are no keys: an index, the parameters of a function, what <c>it</c> is.</summary>
    internal sealed record Names(string Name, ConfigValue Value, Names? Outer)
    {
        public ConfigValue? Find(string name)
        {
            for (var names = this; names is not null; names = names.Outer)
            {
                if (names.Name == name)
                {
                    return names.Value;
                }
            }

            return null;
        }
    }

    /// <summary>The expressions of one file.</summary>
    private sealed partial class Reading(ConfigEvaluator evaluator, SpecFile file, Names? names)
    {
        public ConfigValue Of(ExpressionSyntax expression) => expression switch
        {
            QuantitySyntax q => Quantity(q),
            TextSyntax t => new TextValue(t.Value),
            TruthSyntax t => new TruthValue(t.Value),
            NameSyntax n => names?.Find(n.Name) ?? evaluator.Let(n.Name) ?? evaluator.Key(n.Name),
            MemberSyntax m when PathOf(m) is { } path => names?.Find(path) ?? evaluator.Key(path),
            UnarySyntax u => Unary(u),
            ChainSyntax c => Chain(c),
            BinarySyntax b => Binary(b.Operator, Of(b.Left), Of(b.Right), b),
            InRangeSyntax i => InRange(i),
            InSetSyntax i => InSet(i),
            SetSyntax s => Set(s),
            IfSyntax i => If(i),
            CallSyntax c => Call(c),
            _ => throw Fail(expression, "nothing can be worked out of this in a config"),
        };

        private ConfigFailure Fail(SyntaxNode node, string message) => new(file.At(node), message);

        private static NumberValue Quantity(QuantitySyntax q)
        {
            // Widths are counted in bits; other units have been refused.
            var value = Rational.Parse(q.Digits) ?? Rational.Zero;
            return new NumberValue(q.Percent ? value / 100 : value);
        }

        private ConfigValue Unary(UnarySyntax u) => (u.Operator, Of(u.Operand)) switch
        {
            (_, AbsentValue a) => a,
            (UnaryOperator.Not, TruthValue t) => new TruthValue(!t.Value),
            (UnaryOperator.Negate, NumberValue n) => new NumberValue(-n.Value),
            var (_, operand) => throw Fail(u.Operand, $"{operand.Kind} stands where {(u.Operator == UnaryOperator.Not ? "true or false" : "a number")} is needed: {operand.Shown}"),
        };

        private ConfigValue Chain(ChainSyntax chain)
        {
            var value = Of(chain.First);
            foreach (var link in chain.Rest)
            {
                // What decides already is not asked further.
                if (value is AbsentValue || (value is TruthValue t && t.Value == (link.Operator == BinaryOperator.Or) && link.Operator is BinaryOperator.Or or BinaryOperator.And))
                {
                    return value;
                }

                value = Binary(link.Operator, value, Of(link.Operand), chain);
            }

            return value;
        }

        private ConfigValue InRange(InRangeSyntax i)
        {
            var (operand, low, high) = (Of(i.Operand), Of(i.Low), Of(i.High));
            return (operand, low, high) switch
            {
                (AbsentValue a, _, _) => a,
                (_, AbsentValue a, _) => a,
                (_, _, AbsentValue a) => a,
                (NumberValue n, NumberValue l, NumberValue h) => new TruthValue(n.Value >= l.Value && n.Value <= h.Value),
                _ => throw Fail(i, $"a range holds numbers, not {operand.Shown}"),
            };
        }

        private ConfigValue InSet(InSetSyntax i)
        {
            var operand = Of(i.Operand);
            if (operand is AbsentValue)
            {
                return operand;
            }

            // A set that is written may hold texts, so it is no value of its own.
            if (i.Set is SetSyntax written)
            {
                return new TruthValue(written.Items.Any(item => ConfigFunctions.Same(Of(item), operand) == true));
            }

            var all = Of(i.Set);
            return all is AbsentValue ? all
                : ConfigFunctions.Holds(all, operand) is { } holds ? new TruthValue(holds)
                : throw Fail(i.Set, $"{all.Kind} holds nothing: {all.Shown}");
        }

        private ConfigValue Set(SetSyntax s)
        {
            var items = new List<Rational>();
            foreach (var item in s.Items)
            {
                switch (Of(item))
                {
                    case NumberValue { Value.IsWhole: true } n:
                        items.Add(n.Value);
                        break;
                    case AbsentValue a:
                        return a;
                    case var other:
                        throw Fail(item, $"a set holds whole numbers, not {other.Shown}");
                }
            }

            return ConfigFunctions.Set(items);
        }

        private ConfigValue If(IfSyntax i) => Of(i.Condition) switch
        {
            TruthValue t => Of(t.Value ? i.Then : i.Else),
            AbsentValue a => a,
            var other => throw Fail(i.Condition, $"a condition is {other.Kind}: {other.Shown}"),
        };
    }

    private ConfigValue Key(string path) => keys.Find(path);

    /// <summary>Names joined by dots; null where there is more.</summary>
    public static string? PathOf(ExpressionSyntax expression)
    {
        var parts = new List<string>();
        while (expression is MemberSyntax member)
        {
            parts.Add(member.Member.Text);
            expression = member.Target;
        }

        if (expression is not NameSyntax name)
        {
            return null;
        }

        parts.Add(name.Name);
        parts.Reverse();
        return string.Join(".", parts);
    }
}
