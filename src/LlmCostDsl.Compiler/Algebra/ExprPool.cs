namespace LlmCostDsl.Compiler.Algebra;

/// <summary>The formulas of a compilation have outgrown every limit.</summary>
internal sealed class PoolFullException : Exception;

/// <summary>Makes formulas: canonical, folded, each one once. One pool serves one compilation.</summary>
internal sealed partial class ExprPool
{
    /// <summary>No sane spec needs more formulas; an insane one would need them all.</summary>
    private const int Limit = 4_000_000;

    private readonly Dictionary<Expr, Expr> interned = new(StructuralComparer.Instance);
    private int serial;

    public ExprPool()
    {
        Zero = Constant(Rational.Zero);
        One = Constant(Rational.One);
        True = Intern(new TruthExpr(true));
        False = Intern(new TruthExpr(false));
        Batch = Leaf(LeafKind.Step, "batch", Dimension.None, new(1, double.PositiveInfinity), isWhole: true);
        Tokens = Leaf(LeafKind.Step, "tokens", Dimension.None, Interval.NotNegative, isWhole: false);
        Context = Leaf(LeafKind.Step, "context", Dimension.None, Interval.NotNegative, isWhole: false);
    }

    public Expr Zero { get; }

    public Expr One { get; }

    public Expr True { get; }

    public Expr False { get; }

    /// <summary>The step variables of a graph, before a schedule says what they are.</summary>
    public LeafExpr Batch { get; }

    public LeafExpr Tokens { get; }

    public LeafExpr Context { get; }

    /// <summary>How many formulas there are: a measure of work, and what limits are counted in.</summary>
    public int Count => interned.Count;

    public Expr Constant(Rational value, Dimension dimension = default) => Intern(new ConstantExpr(value, dimension));

    public Expr Approximate(double value, Dimension dimension = default)
        => double.IsNaN(value) || double.IsInfinity(value) ? Undefined(dimension) : Constant(Rational.FromDouble(value), dimension);

    public Expr Truth(bool value) => value ? True : False;

    public Expr Undefined(Dimension dimension) => Intern(new UndefinedExpr(dimension));

    public LeafExpr Leaf(LeafKind kind, string name, Dimension dimension, Interval range, bool isWhole, bool isTruth = false)
        => (LeafExpr)Intern(new LeafExpr(kind, name, 0, dimension, range, isWhole, isTruth));

    /// <summary>All leaves of a kind that any formula reads.</summary>
    public IReadOnlyList<LeafExpr> Leaves(LeafKind kind) => [.. interned.Keys.OfType<LeafExpr>().Where(l => l.Kind == kind)];

    /// <summary>An index of its own, different from every other of that name.</summary>
    public LeafExpr NewIndex(LeafKind kind, string name, Interval range, bool isWhole)
        => (LeafExpr)Intern(new LeafExpr(kind, name, ++serial, Dimension.None, range, isWhole, false));

    private Expr Intern(Expr candidate)
    {
        if (interned.TryGetValue(candidate, out var known))
        {
            return known;
        }

        if (interned.Count >= Limit)
        {
            throw new PoolFullException();
        }

        candidate.Id = interned.Count;
        interned.Add(candidate, candidate);
        return candidate;
    }

    private sealed class StructuralComparer : IEqualityComparer<Expr>
    {
        public static readonly StructuralComparer Instance = new();

        public bool Equals(Expr? a, Expr? b) => ReferenceEquals(a, b) || (a is not null && b is not null && a.SameAs(b));

        public int GetHashCode(Expr expr) => expr.Hash();
    }
}
