using System.Text.RegularExpressions;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>What a transform rewrites, as text: for lists, not for rewriting.</summary>
/// <param name="Levels">Those it rewrites, through others that it applies as well, in their order.</param>
/// <param name="Requires">Its conditions, each with what is said where it does not hold.</param>
/// <param name="Rules">In the order written.</param>
internal sealed record TransformOutline(EquatableArray<string> Levels, EquatableArray<string> Requires, EquatableArray<TransformRuleText> Rules)
{
    /// <summary>The levels there are, and the application of another transform, which is on none by itself.</summary>
    private static readonly string[] Order = ["parameters", "storage", "operators", "graph", "schedule", "timing"];

    private const string Applied = "applied";

    public static TransformOutline Of(TransformSymbol transform)
    {
        var rules = Flat(transform.Rules, string.Empty).ToList();
        var levels = new HashSet<string>();
        Collect(transform, levels, []);
        return new(
            Order.Where(levels.Contains).ToEquatable(),
            rules.Where(r => r.Rule is BoundRequire).Select(r => (BoundRequire)r.Rule).Select(r => $"{OneLine(r.Condition.At)}: {r.Otherwise}").ToEquatable(),
            rules.Where(r => LevelOf(r.Rule) is not null).Select(r => new TransformRuleText(LevelOf(r.Rule)!, r.Condition + OneLine(r.Rule.At))).ToEquatable());
    }

    private static void Collect(TransformSymbol transform, HashSet<string> levels, HashSet<TransformSymbol> seen)
    {
        if (!seen.Add(transform))
        {
            return;
        }

        foreach (var (rule, _) in Flat(transform.Rules, string.Empty))
        {
            if (rule is BoundApply other)
            {
                Collect(other.Transform, levels, seen);
            }
            else if (LevelOf(rule) is { } level)
            {
                levels.Add(level);
            }
        }
    }

    private static string? LevelOf(BoundStatement rule) => rule switch
    {
        BoundSetRule or BoundBecomeRule => "parameters",
        BoundEveryRule { Subject: RuleSubject.Operator } => "operators",
        BoundEveryRule => "storage",
        BoundFuseRule or BoundReplaceRule => "graph",
        BoundOverrideRule { Target: TimingSymbol } => "timing",
        BoundOverrideRule => "schedule",
        BoundApply => Applied,
        _ => null,
    };

    // Branches of `if` carry their conditions.
    private static IEnumerable<(BoundStatement Rule, string Condition)> Flat(IEnumerable<BoundStatement> rules, string condition)
        => rules.SelectMany(r => r is BoundIfStatement choice
            ? Flat(choice.Then, $"{condition}if {OneLine(choice.Condition.At)}: ").Concat(Flat(choice.Else, $"{condition}if not ({OneLine(choice.Condition.At)}): "))
            : [(r, condition)]);

    // Statements of several lines stay apart by two spaces, as they are written on one.
    private static string OneLine(SourceSpan at)
    {
        var plain = Regex.Replace(at.Text, "//[^\n]*", string.Empty);
        return Regex.Replace(Regex.Replace(plain, "\\s*\n\\s*", "\n"), "[^\\S\n]+", " ").Replace("{\n", "{ ").Replace("\n}", " }").Replace("\n", "  ").Trim();
    }
}

/// <summary>A rule as written, on one line.</summary>
internal sealed record TransformRuleText(string Level, string Text);
