using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;

namespace LlmCostDsl.Compiler.Graph;

/// <content>Repeats: iterations in order, each joining the first group that would answer all its questions alike.</content>
internal sealed partial class BodyBuilder
{
    private void BuildRepeat(BoundRepeat repeat, Scope scope, BuildPlace place)
    {
        var count = evaluator.Resolved(repeat.Count, scope);
        if (count is ConstantExpr { Value: var number } && (!number.IsWhole || number.Sign < 0 || number > LimitDiagnostics.NodeLimit))
        {
            throw new SpecException(repeat.Count.At.RepeatCannotBeCounted(count.ToString()));
        }

        if ((count.Depends & Dependence.Device) != 0)
        {
            throw new SpecException(repeat.Count.At.NotHere("hw", "the count of a repeat", "Read the device in costs alone."));
        }

        if (!count.Dimension.IsNone || count.IsTruth)
        {
            throw new SpecException(repeat.Count.At.DimensionMismatch(count.Dimension, Dimension.None));
        }

        var made = new GraphRepeat(repeat, place.Prefix, repeat.Index ?? "repeat", count, memory.IndexOf(repeat));
        place.Put(made);
        if (repeat.Index is { } index)
        {
            scope.Bind(Evaluator.RepeatKey(index), made);
        }

        var carried = repeat.Carried.ToDictionary(
            name => name, name => scope.Find(name) as GraphTensor ?? throw new SpecException(repeat.At.NotBoundHere(name)));
        var last = count is ConstantExpr known
            ? BuildIterations(repeat, made, (int)known.Value.Numerator, carried, scope, place)
            : BuildSymbolic(repeat, made, carried, scope, place);
        foreach (var pair in last)
        {
            scope.Bind(pair.Key, pair.Value);
        }

        RefuseTwins(made, place);
    }

    // Two repeats of one name may stand in one body; nodes of one path may not.
    private static void RefuseTwins(GraphRepeat made, BuildPlace place)
    {
        foreach (var other in place.Items.OfType<GraphRepeat>().Where(r => !ReferenceEquals(r, made) && r.Path == made.Path))
        {
            var taken = other.Groups.SelectMany(g => g.Body.Nodes).GroupBy(n => n.PlainPath).ToDictionary(n => n.Key, n => n.First());
            if (made.Groups.SelectMany(g => g.Body.Nodes).FirstOrDefault(n => taken.ContainsKey(n.PlainPath)) is { } twin)
            {
                throw new SpecException(twin.At.DuplicateNode(twin.PlainPath, taken[twin.PlainPath].At));
            }
        }
    }

    private Dictionary<string, GraphTensor> BuildIterations(
        BoundRepeat repeat, GraphRepeat made, int count, Dictionary<string, GraphTensor> carried, Scope scope, BuildPlace place)
    {
        var frames = new List<IterationFrame>();
        for (var i = 0; i < count; i++)
        {
            // Groups ask the same questions: each is answered once an iteration.
            var iteration = i;
            var answers = new Dictionary<Expr, Expr>();
            Expr Answer(Expr question)
                => answers.TryGetValue(question, out var known) ? known : answers[question] = evaluator.Pool.Substitute(question, made.Index, evaluator.Pool.Constant(iteration));
            var at = -1;
            for (var g = 0; g < made.Groups.Count && at < 0; g++)
            {
                at = frames[g].Answers(Answer) && memory.Alike(repeat, made.Groups[g].Members![0], iteration) && SameShapes(made.Groups[g], carried) ? g : -1;
            }

            if (at < 0)
            {
                if (made.Groups.Count >= LimitDiagnostics.GroupLimit)
                {
                    throw new SpecException(repeat.At.TooManyGroups());
                }

                at = made.Groups.Count;
                var frame = new IterationFrame(evaluator.Pool, made.Index, i, place.Frame);
                frames.Add(frame);
                BuildGroup(repeat, new GraphGroup(made, [i]), frame, carried, scope, place);
            }
            else
            {
                made.Groups[at].Members!.Add(i);
            }

            carried = Continue(made.Groups[at], i, carried);
        }

        for (var g = 0; g < frames.Count; g++)
        {
            frames[g].Close(made.Groups[g]);
        }

        return carried;
    }

    private Dictionary<string, GraphTensor> BuildSymbolic(
        BoundRepeat repeat, GraphRepeat made, Dictionary<string, GraphTensor> carried, Scope scope, BuildPlace place)
    {
        var group = new GraphGroup(made, null);
        BuildGroup(repeat, group, new IterationFrame(evaluator.Pool, made.Index, null, place.Frame), carried, scope, place);
        foreach (var name in repeat.Carried)
        {
            if (!Traffic.SameShape(evaluator, group.CarriedOut[name], carried[name]))
            {
                throw new SpecException(repeat.At.CarriedShapeChanges(name, Traffic.ShapeText(evaluator, carried[name]), Traffic.ShapeText(evaluator, group.CarriedOut[name])));
            }
        }

        carried = Continue(group, 0, carried);
        return Continue(group, 1, carried);
    }

    private void BuildGroup(
        BoundRepeat repeat, GraphGroup group, IterationFrame frame, Dictionary<string, GraphTensor> carried, Scope scope, BuildPlace place)
    {
        group.Repeat.Groups.Add(group);
        var inner = new Scope(scope) { Iteration = frame };
        group.Scope = inner;
        foreach (var pair in carried)
        {
            var standIn = new GraphTensor(null, pair.Key);
            standIn.Shape = () => Traffic.VisibleShape(evaluator, standIn.Sources[0]);
            // A body may hand on what is as wide as what it was handed: then that is as wide as what came in first.
            standIn.Width = factory.New(() => Carried(repeat, group, standIn, Traffic.OwnWidth), () => Traffic.OwnWidth(standIn.Sources[0]));
            standIn.Beside = factory.New(() => Carried(repeat, group, standIn, Traffic.OwnBeside), () => Traffic.OwnBeside(standIn.Sources[0]));
            standIn.Sources.Add(pair.Value);
            group.CarriedIn[pair.Key] = standIn;
            inner.Bind(pair.Key, standIn);
        }

        if (repeat.Index is { } index)
        {
            inner.Bind(index, group.Repeat.Index);
        }

        Build([.. repeat.Body], inner, new BuildPlace(group.Body.Items, group, string.Empty, [.. place.Blocks], place.Tags, frame));
        foreach (var name in repeat.Carried)
        {
            group.CarriedOut[name] = (GraphTensor)inner.Find(name)!;
        }

        AskEverything(group);
    }

    // What the next iteration is handed, and what this one's stand-ins stood for.
    private static Dictionary<string, GraphTensor> Continue(GraphGroup group, int iteration, Dictionary<string, GraphTensor> carried)
    {
        foreach (var pair in group.CarriedIn)
        {
            var source = carried[pair.Key];
            if (!pair.Value.Sources.Contains(source))
            {
                pair.Value.Sources.Add(source);
            }

            group.SourceOf[(pair.Key, iteration)] = source;
        }

        // A body may hand on what it was handed, under the same or another name.
        GraphTensor Real(GraphTensor value) => group.CarriedIn.FirstOrDefault(i => ReferenceEquals(i.Value, value)).Key is { } name ? carried[name] : value;
        return group.CarriedOut.ToDictionary(o => o.Key, o => Real(o.Value));
    }

    // The iterations before may hand on different widths: then those that do must be told apart.
    private static Expr Carried(BoundRepeat repeat, GraphGroup group, GraphTensor standIn, Func<GraphTensor, Expr> widthOf)
    {
        var widths = standIn.Sources.Where(s => !ReferenceEquals(s.Root, standIn)).Select(widthOf).Distinct().ToList();
        if (widths.Count == 1)
        {
            return widths[0];
        }

        if (group.Members is null)
        {
            throw new SpecException(repeat.At.IndexOfSymbolicRepeat());
        }

        var sources = group.SourceOf;
        var name = standIn.Name!;
        throw new RepartitionException(repeat, i => sources.TryGetValue((name, i), out var source) ? source : name);
    }

    // Lazy formulas of the body are asked now, so that what they want to know of the index is written down.
    private static void AskEverything(GraphGroup group)
    {
        foreach (var node in group.Body.Items.OfType<GraphNode>())
        {
            foreach (var result in node.Results)
            {
                _ = result.Shape();
                foreach (var quantity in result.Cache?.Quantities.Values ?? Enumerable.Empty<Quantity>())
                {
                    _ = quantity.Value;
                }
            }
        }
    }

    private bool SameShapes(GraphGroup group, Dictionary<string, GraphTensor> carried)
        => group.CarriedIn.All(pair => Traffic.SameShape(evaluator, pair.Value, carried[pair.Key]));
}
