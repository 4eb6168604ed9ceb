using LlmCostDsl.Compiler.Support;

namespace LlmCostDsl.Compiler.Syntax;

/// <summary>The parts of every node, in the order they are written: for whatever walks trees without caring what the nodes mean.</summary>
internal static class SyntaxChildren
{
    public static IEnumerable<SyntaxNode> Children(this SyntaxNode node) => node switch
    {
        DeclarationSyntax declaration => OfDeclaration(declaration),
        StatementSyntax statement => OfStatement(statement),
        ExpressionSyntax expression => OfExpression(expression),
        FileSyntax file => Parts(file.Version).Concat(file.Imports).Concat(file.Declarations).OrderBy(static n => n.Span.Start),
        PathSyntax path => path.Parts,
        TypeSyntax type => type.Parts,
        ArgumentSyntax argument => Parts(argument.Name, argument.Value, argument.High, argument.Where),
        ExtentSyntax extent => Parts(extent.Value),
        FlowSyntax flow => Parts(flow.Tensor, flow.Factor),
        CacheClauseSyntax cache => cache.Attributes,
        SharingSyntax sharing => Parts(sharing.Target, sharing.When),
        PatternNodeSyntax pattern => Parts(pattern.Name, pattern.Operator).Concat(pattern.Captures),
        _ => [],
    };

    /// <summary>A node and everything below it, each before its parts.</summary>
    public static IEnumerable<SyntaxNode> DescendantsAndSelf(this SyntaxNode root)
    {
        var open = new Stack<SyntaxNode>();
        open.Push(root);
        while (open.Count > 0)
        {
            var node = open.Pop();
            yield return node;
            foreach (var child in node.Children().Reverse())
            {
                open.Push(child);
            }
        }
    }

    private static IEnumerable<SyntaxNode> OfDeclaration(DeclarationSyntax declaration) => declaration switch
    {
        FunctionSyntax f => Parts(f.Name).Concat(f.Parameters).Concat(Parts(f.Result, f.Body)),
        AttributeSyntax a => Parts(a.Subject, a.Name, a.Type, a.Default),
        ChannelSyntax c => Parts(c.Name, c.Type),
        OperatorSyntax o => Parts(o.Name).Concat(o.Parameters).Concat(o.Tags).Concat(o.Body),
        BlockSyntax b => Parts(b.Name).Concat(b.Parameters).Concat(b.Body),
        ArchitectureSyntax a => Parts(a.Name).Concat(a.Parameters).Concat(a.Phases).Concat(a.StepParameters).Concat(a.Body),
        ModelSyntax m => Parts(m.Name, m.Base).Concat(m.Arguments).Concat(m.Body),
        TransformSyntax t => Parts(t.Name).Concat(t.Parameters).Concat(t.Body),
        HardwareSyntax h => Parts(h.Name, h.Base).Concat(h.Body),
        TimingSyntax t => Parts(t.Name).Concat(t.Parameters).Concat(t.Body),
        ScheduleSyntax s => Parts(s.Name).Concat(s.Parameters).Concat(s.Body),
        AnalysisSyntax a => Parts(a.Name).Concat(a.Body),
        ConfigSyntax c => Parts(c.Name, c.Base, c.Architecture, c.When, c.Under).Concat(c.Body),
        LintSyntax l => Parts(l.Name).Concat(l.Expectations),
        _ => [],
    };

    private static IEnumerable<SyntaxNode> OfStatement(StatementSyntax statement) => statement switch
    {
        ParameterSyntax p => Parts(p.Name, p.Type, p.Low, p.High, p.Default),
        LetSyntax l => Parts(l.Name, l.Value),
        RequireSyntax r => Parts(r.Condition),
        AssignmentSyntax a => Parts(a.Name, a.Value),
        FlowsSyntax f => f.Flows,
        IfStatementSyntax i => Parts(i.Condition).Concat(i.Then).Concat(i.Else),
        StoreSyntax s => Parts(s.Name).Concat(s.Shape).Concat(Parts(s.Width)).Concat(s.Attributes),
        ResultSyntax r => Parts(r.Name).Concat(r.Shape).Concat(Parts(r.Width, r.ViewOf)).Concat(r.Attributes),
        RepeatSyntax r => Parts(r.Count, r.Index).Concat(r.Carried).Concat(r.Body),
        NodeSyntax n => Parts(n.Name, n.Value, n.Cache, n.Sharing).Concat(n.Tags),
        ApplySyntax a => Parts(a.Transform).Concat(a.Arguments).Concat(Parts(a.When)),
        ExpectSyntax e => Parts(e.Condition, e.Within).Concat(e.At),
        FitsSyntax f => Parts(f.What, f.Room).Concat(f.Variables),
        SensitivitySyntax s => s.Outputs.Concat(s.Variables),
        ChoiceSyntax c => Parts(c.Target).Concat(c.Arguments),
        InputSyntax i => Parts(i.Parameter),
        DefinitionSyntax d => Parts(d.Path).Concat(d.Parameters ?? EquatableArray<Identifier>.Empty).Concat(Parts(d.Type, d.Value)),
        DeviceValueSyntax d => Parts(d.Name, d.Value),
        SetRuleSyntax s => Parts(s.Name, s.Value),
        BecomeRuleSyntax b => Parts(b.Model),
        EveryRuleSyntax e => Parts(e.Subject, e.Where).Concat(e.Body),
        FuseRuleSyntax f => f.Pattern.Concat(Parts(f.Where, f.Into)).Concat(f.Tags).Concat(f.Body),
        ReplaceRuleSyntax r => r.Pattern.Concat(Parts(r.Where)).Concat(r.Body),
        FillSyntax f => Parts(f.Name).Concat(f.Alternatives),
        KeyTitleSyntax t => t.Alternatives,
        IgnoreSyntax i => i.Keys,
        AssumeSyntax a => Parts(a.Condition),
        ApplyToSyntax a => Parts(a.Apply).Concat(a.Tensors),
        OverrideRuleSyntax o => Parts(o.Target).Concat(o.Body),
        _ => [],
    };

    private static IEnumerable<SyntaxNode> OfExpression(ExpressionSyntax expression) => expression switch
    {
        QuantitySyntax q => q.Unit,
        MemberSyntax m => Parts(m.Target, m.Member),
        IterationSyntax i => Parts(i.Target, i.Index, i.Member),
        CallSyntax c => Parts(c.Target).Concat(c.Arguments),
        UnarySyntax u => Parts(u.Operand),
        ChainSyntax c => Parts(c.First).Concat(c.Rest.Select(static l => l.Operand)),
        BinarySyntax b => Parts(b.Left, b.Right),
        InRangeSyntax i => Parts(i.Operand, i.Low, i.High),
        InSetSyntax i => Parts(i.Operand, i.Set),
        SetSyntax s => s.Items,
        IsSyntax i => Parts(i.Operand).Concat(i.Words),
        IfSyntax i => Parts(i.Condition, i.Then, i.Else),
        InputTensorSyntax i => i.Shape.Concat(Parts(i.Width)),
        _ => [],
    };

    private static IEnumerable<SyntaxNode> Parts(params SyntaxNode?[] parts) => parts.Where(static p => p is not null)!;
}
