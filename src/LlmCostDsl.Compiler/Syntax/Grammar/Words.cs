namespace LlmCostDsl.Compiler.Syntax.Grammar;

/// <summary>The contextual keywords, by where they may stand. Reading goes by the grammar; these lists only help after a mistake.</summary>
internal static class Words
{
    /// <summary>Words that go on with a statement.</summary>
    public static readonly HashSet<string> Clauses =
        ["as", "at", "carrying", "for", "from", "into", "of", "sharing", "steps", "to", "under", "view", "when", "where", "with", "within"];

    /// <summary>Words that begin a statement.</summary>
    public static readonly HashSet<string> Statements =
    [
        "apply", "assume", "become", "cache", "every", "expect", "fits", "fuse", "ignore", "input", "let", "model", "on", "reads", "repeat", "replace", "require", "result",
        "schedule", "sensitivity", "set", "source", "timing", "title", "weight", "writes",
    ];

    /// <summary>Words that begin a declaration.</summary>
    public static readonly HashSet<string> Declarations =
    [
        "analysis", "architecture", "attribute", "block", "channel", "config", "every", "function", "hardware", "import", "model", "operator", "schedule",
        "timing", "transform",
    ];
}
