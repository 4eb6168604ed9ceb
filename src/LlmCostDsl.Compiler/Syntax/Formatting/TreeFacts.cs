namespace LlmCostDsl.Compiler.Syntax.Formatting;

/// <summary>What the tree knows of tokens that look alike: which minus is a sign, which brace is a set, where statements begin. All by offset.</summary>
internal sealed class TreeFacts
{
    private readonly Dictionary<int, SyntaxNode> starts = [];
    private readonly HashSet<int> groups = [];
    private readonly HashSet<int> signs = [];
    private readonly HashSet<int> sets = [];
    private readonly HashSet<int> shapeWords = [];
    private readonly HashSet<int> baseNames = [];
    private readonly HashSet<int> divisors = [];
    private readonly HashSet<int> firstTags = [];

    public TreeFacts(FileSyntax tree, string text)
    {
        foreach (var node in tree.DescendantsAndSelf())
        {
            Note(node, text);
        }
    }

    /// <summary>The statement, declaration or pattern line that begins at an offset.</summary>
    public SyntaxNode? StartingAt(int offset) => starts.TryGetValue(offset, out var node) ? node : null;

    /// <summary>Whether a parenthesis stands by itself, rather than holding the arguments of what is before it.</summary>
    public bool IsGroup(int offset) => groups.Contains(offset);

    public bool IsSign(int offset) => signs.Contains(offset);

    public bool IsSet(int offset) => sets.Contains(offset);

    /// <summary>Whether a word stands before a shape.</summary>
    public bool IsShapeWord(int offset) => shapeWords.Contains(offset);

    /// <summary>Whether what ends at an offset is the name of something with a base: a colon with space on both sides follows.</summary>
    public bool IsBeforeBase(int end) => baseNames.Contains(end);

    /// <summary>Whether what begins at an offset is the second part of a quotient of types.</summary>
    public bool IsDivisor(int offset) => divisors.Contains(offset);

    /// <summary>Whether what begins at an offset is the first tag of a node.</summary>
    public bool IsFirstTag(int offset) => firstTags.Contains(offset);

    private void Note(SyntaxNode node, string text)
    {
        if (node is DeclarationSyntax or PatternNodeSyntax or (StatementSyntax and not ParameterSyntax) && !starts.ContainsKey(node.Span.Start))
        {
            starts.Add(node.Span.Start, node);
        }

        switch (node)
        {
            case UnarySyntax { Operator: UnaryOperator.Negate } when text[node.Span.Start] == '-':
                signs.Add(node.Span.Start);
                break;
            case SetSyntax:
                sets.Add(node.Span.Start);
                break;
            case ResultSyntax or InputTensorSyntax:
                shapeWords.Add(node.Span.Start);
                break;
            case ModelSyntax or HardwareSyntax or ConfigSyntax { Base: not null }:
                baseNames.Add(((DeclarationSyntax)node).Name.Span.End);
                break;
            case ArchitectureSyntax { StepParameters.IsEmpty: false, Phases: { IsEmpty: false } phases }:
                // They belong to all the steps, not to the word before.
                groups.Add(text.IndexOf('(', phases[phases.Count - 1].Span.End));
                break;
            case TypeSyntax type:
                divisors.UnionWith(type.Parts.Skip(1).Select(static p => p.Span.Start));
                break;
            case NodeSyntax { Tags.IsEmpty: false } tagged:
                firstTags.Add(tagged.Tags[0].Span.Start);
                break;
        }

        if (node is ExpressionSyntax && text[node.Span.Start] == '(')
        {
            groups.Add(node.Span.Start);
            // `(-x)`: the sign lost its own span to the parentheses.
            NoteGroupedSign(node, text);
        }
    }

    private void NoteGroupedSign(SyntaxNode node, string text)
    {
        if (node is UnarySyntax { Operator: UnaryOperator.Negate } sign)
        {
            var offset = text.LastIndexOf('-', sign.Operand.Span.Start - 1);
            signs.Add(offset);
        }
    }
}
