using LlmCostDsl.Compiler.Algebra;

namespace LlmCostDsl.Compiler.Lowering.Sums;

/// <summary>A loop that no closed form was found for.</summary>
/// <param name="Origin">Where it was written.</param>
/// <param name="Term">What stands in the way.</param>
internal sealed record RemainingLoop(string Origin, Expr Term)
{
    private const int Longest = 80;

    /// <summary>The term, as much of it as anybody reads.</summary>
    public string Text => Term.ToString() is { Length: > Longest } text ? text.Substring(0, Longest) + "…" : Term.ToString();
}

/// <summary>
/// The pass that takes loops out of an analysis: sums and maxima over a range become ordinary formulas, term by term, wherever their body is piecewise a
/// polynomial of low degree. What is left is listed, with the term that stands in the way.
/// </summary>
internal sealed class ClosedForms(ExprPool pool)
{
    /// <summary>Beyond this, whole numbers have no doubles of their own, and a range is no range any more.</summary>
    public const long LongestRange = 1L << 53;

    // A range of constants is written out where that makes no more formulas than this.
    private const int MostTerms = 64;
    private const int MostFormulas = 400;

    private readonly Dictionary<Expr, Expr> done = [];
    private readonly Dictionary<(LeafExpr, Expr, Expr), (Course Course, Summing Summing)> courses = [];
    private readonly Dictionary<LeafExpr, Expr> obstacles = [];
    private readonly Dictionary<Expr, (FoldExpr Fold, Expr Count)> unbounded = [];

    public ClosedNotes Notes { get; } = new();

    /// <summary>What each fold has become.</summary>
    public Dictionary<FoldExpr, Expr> Closed { get; } = [];

    /// <summary>Closed formulas whose range may be too long for any, or no range at all, with how many values it has.</summary>
    public IReadOnlyDictionary<Expr, (FoldExpr Fold, Expr Count)> Unbounded => unbounded;

    public LoweredAnalysis Apply(LoweredAnalysis lowered)
    {
        Expr Of(Expr e) => this.Of(e);
        var tables = lowered.Tables.Select(t => t with
        {
            Rows = [.. t.Rows.Select(r => r with { Count = Of(r.Count), Shape = [.. r.Shape.Select(Of)], Cells = [.. r.Cells.Select(Of)], Bound = Of(r.Bound) })],
            Totals = [.. t.Totals.Select(x => x is null ? null : Of(x))],
        }).ToList();
        var outputs = lowered.Outputs.Select(o => o with { Value = Of(o.Value) }).ToList();
        var guards = lowered.Guards.Select(g => g with { Condition = Of(g.Condition) }).ToList();
        var roots = outputs.Select(o => o.Value).Concat(tables.SelectMany(t => t.Totals.OfType<Expr>().Concat(t.Rows.SelectMany(r => r.Cells))));
        guards.AddRange(new RangeGuards(pool, this).For(roots.Concat(guards.Select(g => g.Condition))));
        return lowered with { Outputs = outputs, Tables = tables, Guards = guards };
    }

    /// <summary>What readers should be told of the formulas this pass made.</summary>
    public IEnumerable<(Expr Of, string? Name, string? Remark, string? Formula)> Describe()
        => Notes.Crossings.Select(c => (c.Key, (string?)"crossing", (string?)$"How many values {(c.Value.IsBefore ? "come before" : "lie behind")} a crossing, of the range at {c.Value.Origin}.", (string?)null))
            .Concat(Notes.Names.Select(n => (n.Key, (string?)n.Value, (string?)null, (string?)null)))
            .Concat(Closed.Where(c => !c.Value.IsConstant).Select(c => (c.Value, (string?)null, (string?)null, (string?)$"{(c.Key.IsSum ? "sum" : "largest")}({c.Key.Index.Name} in {c.Key.Low}..{c.Key.High}, …)")));

    /// <summary>The loops that formulas made by this pass still have.</summary>
    public IEnumerable<RemainingLoop> Remaining(IEnumerable<Expr> roots)
        => ExprWalk.InOrder(roots).OfType<FoldExpr>().Where(f => !Notes.IsPeriodic(f.Index))
            .Select(f => new RemainingLoop(f.Origin, obstacles.TryGetValue(f.Index, out var term) ? term : f.Body)).Distinct();

    /// <summary>A formula without the loops that need not be.</summary>
    public Expr Of(Expr root)
    {
        foreach (var expr in ExprWalk.InOrder([root], e => !done.ContainsKey(e)))
        {
            done[expr] = expr switch
            {
                FoldExpr fold => Closed[fold] = Close(fold),
                _ when expr.Operands.All(o => ReferenceEquals(done[o], o)) => expr,
                _ => pool.Rebuild(expr, o => done[o]),
            };
        }

        return done[root];
    }

    private Expr Close(FoldExpr fold)
    {
        Notes.Origin = fold.Origin;
        Expr low = done[fold.Low], high = done[fold.High], body = done[fold.Body];
        var nothing = pool.Constant(Rational.Zero, fold.Dimension);
        var segment = Segment.Of(pool, low, high);
        if (WrittenOut(fold, low, segment, body) is { } written)
        {
            return written;
        }

        var isNotEmpty = pool.Less(pool.Zero, segment.Count);
        var (course, summing) = CourseOf(fold.Index, segment);
        if (!course.Moves(body))
        {
            return fold.IsSum ? pool.Multiply(segment.Count, body) : pool.Select(isNotEmpty, body, nothing);
        }

        Expr? closed;
        if (fold.IsSum)
        {
            closed = summing.Of(new(body, segment), term =>
            {
                obstacles[fold.Index] = course.Obstacle(term);
                return pool.Sum(fold.Index, low, high, term, fold.Origin);
            });
        }
        else
        {
            closed = new Topping(pool, course, Notes).Of(new(body, segment));
            obstacles[fold.Index] = course.Obstacle(body);
        }

        if (closed is null || ReferenceEquals(closed, fold))
        {
            return fold.IsSum ? pool.Sum(fold.Index, low, high, body, fold.Origin) : pool.Largest(fold.Index, low, high, body, fold.Origin);
        }

        var value = pool.Select(isNotEmpty, closed, nothing);
        if (segment.Count.Range.High > LongestRange)
        {
            unbounded[value] = (fold, segment.Count);
        }

        return value;
    }

    private Expr? WrittenOut(FoldExpr fold, Expr low, Segment segment, Expr body)
    {
        if (segment.Count is not ConstantExpr { Value: var count } || count > MostTerms)
        {
            return null;
        }

        var (course, _) = CourseOf(fold.Index, segment);
        if (ExprWalk.InOrder([body], course.Moves).Count * count.ToDouble() > MostFormulas)
        {
            return null;
        }

        var terms = Enumerable.Range(0, (int)count.Numerator).Select(k => course.At(body, pool.Add(low, pool.Constant(k)))).ToList();
        return terms.Count == 0 ? pool.Constant(Rational.Zero, fold.Dimension)
            : fold.IsSum ? pool.Add(terms, fold.Dimension) : pool.Extreme(FunctionKind.Maximum, terms);
    }

    // Sums over one range share what they find out about it.
    private (Course Course, Summing Summing) CourseOf(LeafExpr index, Segment segment)
    {
        var key = (index, segment.Low, segment.Last);
        if (!courses.TryGetValue(key, out var known))
        {
            var course = new Course(pool, index);
            courses[key] = known = (course, new Summing(pool, course, Notes, Notes.Origin));
        }

        return known;
    }
}
