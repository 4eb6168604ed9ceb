using LlmCostDsl.Compiler.Binding;

namespace LlmCostDsl.Compiler.Rewriting;

/// <summary>Whether an expression builds on what was there before: on <c>it</c>, or on a definition's <c>base</c>.</summary>
internal static class BuildsOn
{
    /// <summary>Whether an expression reads what the subject had been assigned: <c>it.width</c>, not <c>it.layer</c>.</summary>
    public static bool Subject(BoundExpression expression, Func<string, bool> isQuantity)
        => All(expression).Any(e => e is BoundProperty { Target: BoundSubject { Subject: Binding.Subject.It } } p && isQuantity(p.Name));

    /// <summary>The definitions of whose base an expression makes use.</summary>
    public static IEnumerable<string> Bases(BoundExpression expression) => All(expression).Select(e => e switch
    {
        BoundDefinitionUse { IsBase: true } use => use.Path,
        BoundDefinitionCall { IsBase: true } call => call.Path,
        _ => null,
    }).OfType<string>();

    private static IEnumerable<BoundExpression> All(BoundExpression expression)
    {
        var pending = new Stack<BoundExpression>();
        pending.Push(expression);
        while (pending.Count > 0)
        {
            var next = pending.Pop();
            yield return next;
            foreach (var child in Children(next))
            {
                pending.Push(child);
            }
        }
    }

    private static IEnumerable<BoundExpression> Children(BoundExpression e) => e switch
    {
        BoundProperty p => [p.Target],
        BoundEarlier back => [back.Target, back.Count],
        BoundFunctionCall f => f.Arguments.OfType<BoundExpression>(),
        BoundDefinitionCall d => d.Arguments,
        BoundIntrinsic i => i.Arguments,
        BoundStep s => new[] { s.Model, s.Tokens, s.Context, s.Batch }.OfType<BoundExpression>().Concat(s.Given.Select(g => g.Value)),
        BoundTotal t => new[] { t.Target, t.Body, t.Where }.OfType<BoundExpression>(),
        BoundUnary u => [u.Operand],
        BoundChain c => c.Rest.Select(r => r.Operand).Prepend(c.First),
        BoundBinary b => [b.Left, b.Right],
        BoundInRange r => [r.Operand, r.Low, r.High],
        BoundInSet s => [s.Operand, s.Set],
        BoundIs { Target: { } target } => [target],
        BoundIf i => [i.Condition, i.Then, i.Else],
        BoundSum s => [s.Low, s.High, s.Body],
        _ => [],
    };
}
