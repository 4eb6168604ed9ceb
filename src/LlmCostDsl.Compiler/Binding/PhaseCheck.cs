using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>Whether the architecture has the steps that a schedule asks for.</summary>
internal static class PhaseCheck
{
    public static void Run(AnalysisSymbol symbol, Func<SpecFile, Place> placeIn, (SpecFile File, ChoiceSyntax Choice)? choice)
    {
        if (symbol.Schedule is not { } schedule || symbol.Model?.Architecture is not { } architecture || choice is not var (file, written))
        {
            return;
        }

        schedule.BindAll();
        var overridden = Overridden(symbol, schedule);
        foreach (var definition in schedule.Table.Own)
        {
            foreach (var (phase, at) in overridden.Contains(definition.Path) ? [] : definition.Asked)
            {
                if (!architecture.Phases.Contains(phase))
                {
                    placeIn(file).Report(file.At(written.Target).NoSuchStep(schedule.Name, phase, architecture.Name, architecture.Phases, at));
                    return;
                }
            }
        }
    }

    /// <summary>Whether every step a schedule asks for is one of these.</summary>
    public static bool Fits(ScheduleSymbol schedule, IReadOnlyCollection<string> phases)
    {
        schedule.BindAll();
        return schedule.Table.Own.SelectMany(d => d.Asked).All(a => phases.Contains(a.Phase));
    }

    // What a transform may put in a definition's place is for evaluation to judge.
    private static HashSet<string> Overridden(AnalysisSymbol symbol, ScheduleSymbol schedule)
    {
        var paths = new HashSet<string>();
        var seen = new HashSet<TransformSymbol>();
        var open = new Stack<TransformSymbol>(symbol.Transforms.Select(t => t.Transform));
        var models = new HashSet<ModelSymbol>();
        for (var model = symbol.Model; model is not null && models.Add(model); model = model.Base)
        {
            foreach (var apply in model.Transforms)
            {
                open.Push(apply.Transform);
            }
        }

        while (open.Count > 0)
        {
            var transform = open.Pop();
            if (seen.Add(transform))
            {
                Collect(transform.Rules, schedule, paths, open);
            }
        }

        return paths;
    }

    private static void Collect(IEnumerable<BoundStatement> rules, ScheduleSymbol schedule, HashSet<string> paths, Stack<TransformSymbol> open)
    {
        var pending = new Stack<BoundStatement>(rules);
        while (pending.Count > 0)
        {
            switch (pending.Pop())
            {
                case BoundApply apply:
                    open.Push(apply.Transform);
                    break;
                case BoundOverrideRule rule when rule.Target == schedule:
                    paths.UnionWith(rule.Definitions.OfType<BoundDefinition>().Select(d => d.Path));
                    break;
                case BoundIfStatement choice:
                    foreach (var inner in choice.Then.Concat(choice.Else))
                    {
                        pending.Push(inner);
                    }

                    break;
            }
        }
    }
}
