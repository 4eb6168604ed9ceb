using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;

namespace LlmCostDsl.Compiler.Graph;

/// <content>What other iterations of a repeat have made.</content>
internal sealed partial class Evaluator
{
    private object Iteration(BoundIteration access, Scope scope)
    {
        if (scope.Find(RepeatKey(access.IndexName)) is not GraphRepeat repeat)
        {
            throw new SpecException(access.At.NotBoundHere(access.IndexName));
        }

        var wanted = Whole(access.Index, scope);
        var group = repeat.Groups.Find(g => g.Members is { } m && m.Exists(i => (Rational)i == wanted));
        var found = group?.Scope.FindHere(access.Member)
            ?? throw new SpecException(access.At.NoSuchIteration(repeat.Name, access.Index.At.Text, access.Member));
        if (group!.Members!.Count > 1 && (Rational)group.Members[group.Members.Count - 1] != wanted && found is GraphTensor { Root.Cache: null })
        {
            // This one's tensor waits for its reader, the others' do not: memory tells them apart.
            throw new RepartitionException(repeat.Syntax, i => (Rational)i == wanted);
        }

        return found;
    }

    /// <summary>The name under which a scope knows a repeat by its index: no name of a spec has a blank.</summary>
    public static string RepeatKey(string index) => "repeat " + index;

    // The tensor at the same place so many iterations before: for all iterations of the group at hand one, or the group is divided.
    private object Earlier(BoundEarlier access, Scope scope)
    {
        var name = access.Target.At.Text;
        if (Evaluate(access.Target, scope) is not GraphTensor tensor)
        {
            throw new SpecException(access.Target.At.NotATensor());
        }

        if (scope.Iteration is not GroupIterations { Group: var group, IsCondition: var isAsked } || !group.Makes(tensor))
        {
            throw new MissingPropertyException(access.At.NoIterationBefore($"'{name}' is made in no iteration of a repeat"));
        }

        if (group.Members is not { } members)
        {
            throw new SpecException(access.At.IndexOfSymbolicRepeat());
        }

        var count = Scalar(access.Count, scope);
        var sources = members.ToDictionary(m => m, m => m - IterationsBack(count, m, group, access));
        var found = members.ToDictionary(m => m, m => sources[m] < 0 ? null : group.Repeat.Find(tensor, group, sources[m]));
        if (found[members[0]] is not { } one || found.Values.Any(f => f != one) || sources.Any(s => s.Key != s.Value && members.Contains(s.Value)))
        {
            // Some may look back to one that is not there: a condition does not hold for these, and may for the others.
            throw found.Values.Any(f => f is not null)
                ? new RepartitionException(group.Repeat.Syntax, group.Repeat.ToldApartBy(sources, found, tensor.IsStandIn))
                : new MissingPropertyException(access.At.NoIterationBefore(sources[members[0]] < 0
                    ? $"Iteration {members[0]} of '{group.Repeat.Name}' has not so many before it"
                    : $"Iteration {sources[members[0]]} of '{group.Repeat.Name}' has no '{name}'"));
        }

        if (!isAsked && one.Root.Cache is null && Overlap(sources))
        {
            // Several of them wait for their readers at once: memory tells those who make them apart.
            var makers = new HashSet<int>(sources.Values.Select(s => tensor.IsStandIn ? s - 1 : s));
            throw new RepartitionException(group.Repeat.Syntax, i => makers.Contains(i) ? i : -1);
        }

        return one;
    }

    // Whether one is made while an earlier one still waits.
    private static bool Overlap(Dictionary<int, int> sources)
    {
        var waits = sources.GroupBy(s => s.Value).Select(s => (Made: s.Key, Until: s.Max(r => r.Key))).OrderBy(w => w.Made).ToList();
        return waits.Skip(1).Zip(waits, (next, here) => here.Until >= next.Made).Any(overlap => overlap);
    }

    private int IterationsBack(Expr count, int member, GraphGroup group, BoundEarlier access)
    {
        var here = pool.Substitute(count, group.Repeat.Index, pool.Constant(member));
        here = group.Repeat.Group is { } outer ? new GroupIterations(pool, outer).Resolve(here) ?? here : here;
        return here switch
        {
            ConstantExpr { Value: { IsWhole: true, Sign: >= 0 } back } => back > member ? member + 1 : (int)back.Numerator,
            ConstantExpr c => throw new SpecException(access.Count.At.NotACount("before", c.ToString())),
            var open => throw new SpecException(access.Count.At.NotKnownWhenCompiling(WhatItDependsOn(open))),
        };
    }
}
