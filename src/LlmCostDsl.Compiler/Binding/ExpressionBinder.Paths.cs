using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <content>Nodes of other iterations, and names joined by dots.</content>
internal sealed partial class ExpressionBinder
{
    private const string Before = "before";

    private BoundExpression Iteration(IterationSyntax syntax, SourceSpan at)
    {
        var index = BindAs(syntax.Index, SpecType.Count, "The number of an iteration");
        var name = syntax.Target is NameSyntax n ? n.Name : null;
        if (name is null || names.FindRepeat(name) is not { } repeat)
        {
            var targetAt = place.At(syntax.Target);
            place.Report(targetAt.UnknownName(targetAt.Text, null, "Name the index of a repeat around this place or before it."));
            return new BoundMissing(at);
        }

        var nodes = ArchitectureBinder.NodesOf(repeat);
        if (!nodes.Contains(syntax.Member.Text))
        {
            place.Report(place.At(syntax.Member).UnknownProperty($"An iteration of '{name}'", syntax.Member.Text, place.Suggest(syntax.Member.Text, nodes)));
            return new BoundMissing(at);
        }

        return new BoundIteration(at, SpecType.Tensor, name, index, syntax.Member.Text);
    }

    // `k.before(n)`: only where a match says which iteration is this one.
    private BoundExpression Earlier(CallSyntax syntax, MemberSyntax target, SourceSpan at)
    {
        var tensor = Bind(target.Target);
        if (!place.HasCaptures)
        {
            place.Report(place.At(target.Member).NotHere(Before, place.Name, "Write 'layer[…].k', with the index of the repeat."));
            return new BoundMissing(at);
        }

        BoundParameter[] parameters = [new("iterations", at, SpecType.Count, null, null, null, null)];
        var count = ArgumentMatcher.Match(place, Before, place.At(syntax.Target), syntax.Arguments, parameters, _ => true)[0];
        return count is null ? new BoundMissing(at) : new BoundEarlier(at, tensor, Argument(count, parameters[0]));
    }

    private bool IsTensor(ExpressionSyntax syntax)
    {
        while (syntax is MemberSyntax member)
        {
            syntax = member.Target;
        }

        return syntax is NameSyntax { Name: var name } && names.Find(name) is { Type.Kind: TypeKind.Tensor };
    }

    // a.b.c as its names; null for anything else, and for more names than anybody writes.
    private static List<string>? Dotted(ExpressionSyntax syntax)
    {
        var parts = new List<string>();
        while (syntax is MemberSyntax m && parts.Count < 8)
        {
            parts.Insert(0, m.Member.Text);
            syntax = m.Target;
        }

        if (syntax is not NameSyntax head)
        {
            return null;
        }

        parts.Insert(0, head.Name);
        return parts;
    }

    private static List<Identifier>? Path(ExpressionSyntax syntax)
    {
        var parts = new List<Identifier>();
        while (syntax is MemberSyntax m)
        {
            parts.Add(m.Member);
            syntax = m.Target;
        }

        if (syntax is not NameSyntax head)
        {
            return null;
        }

        parts.Add(new Identifier(head.Span, head.Name));
        parts.Reverse();
        return parts;
    }
}
