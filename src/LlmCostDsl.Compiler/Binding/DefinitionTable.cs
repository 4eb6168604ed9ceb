using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Support;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>
/// Definitions in any order. The type of one that declares none is that of its value, found when first asked for; long chains are bound from their
/// end, so that their length costs no stack.
/// </summary>
internal sealed partial class DefinitionTable
{
    private readonly Place place;
    private readonly LocalNames names;
    private readonly DefinitionTable? outer;
    private readonly bool isOverride;
    private readonly Dictionary<string, Definition> byPath = new(StringComparer.Ordinal);
    private readonly List<object> ordered = [];

    /// <param name="place">Where its definitions are written; the table adds itself to what they see.</param>
    /// <param name="names">Parameters.</param>
    /// <param name="outer">Definitions seen beside its own: those overridden, or the schedule's of an analysis.</param>
    /// <param name="isOverride">Whether its names may repeat those of <paramref name="names"/>: the left side is the definition, the right the parameter.</param>
    public DefinitionTable(string name, Place place, LocalNames names, DefinitionTable? outer = null, bool isOverride = false)
    {
        Name = name;
        this.place = place with { Definitions = this };
        this.names = names;
        this.outer = outer;
        this.isOverride = isOverride;
    }

    /// <summary>The timing or schedule.</summary>
    public string Name { get; }

    /// <summary>Where its definitions are written.</summary>
    public Place Place => place;

    /// <summary>The names its definitions see beside each other.</summary>
    public LocalNames Names => names;

    public IEnumerable<string> Paths => outer is null ? byPath.Keys : byPath.Keys.Concat(outer.Paths);

    public IEnumerable<Definition> Own => ordered.OfType<Definition>();

    public Definition? Find(string path) => byPath.TryGetValue(path, out var own) ? own : outer?.Find(path);

    public Definition? FindOwn(string path) => byPath.TryGetValue(path, out var own) ? own : null;

    public void Add(StatementSyntax statement, SpecFile file)
    {
        switch (statement)
        {
            case LetSyntax let:
                Add(new Definition(let.Name.Text, file.At(let), file.At(let.Name), let.Value) { IsPrivate = true, Documentation = let.Documentation });
                break;
            case DefinitionSyntax d:
                Add(new Definition(d.Path.Text, file.At(d), file.At(d.Path), d.Value)
                {
                    Parameters = d.Parameters,
                    TypeSyntax = d.Type,
                    Documentation = d.Documentation,
                });
                break;
            case RequireSyntax:
                ordered.Add(statement);
                break;
        }
    }

    /// <summary>Everything bound, in the order written.</summary>
    public EquatableArray<BoundStatement> BindAll()
    {
        var bound = new List<BoundStatement>();
        foreach (var item in ordered)
        {
            if (item is Definition definition)
            {
                Ensure(definition);
                if (definition.Bound is { } done)
                {
                    bound.Add(done);
                }
            }
            else if (item is RequireSyntax require)
            {
                bound.Add(new BoundRequire(place.At(require), new ExpressionBinder(place, names).Condition(require.Condition), require.Otherwise));
            }
        }

        return bound.ToEquatable();
    }

    /// <summary>The type of a definition where it is used; a circle is said there.</summary>
    public SpecType TypeOf(Definition definition, SourceSpan? usedAt = null, Place? user = null)
    {
        if (outer is not null && FindOwn(definition.Path) != definition)
        {
            return outer.TypeOf(definition, usedAt, user);
        }

        if (definition.Bound is { } bound)
        {
            return bound.Type;
        }

        if (definition.IsBeingBound)
        {
            if (usedAt is not null)
            {
                ReportCircle(definition, usedAt, user);
            }

            return definition.TypeSyntax is { } type ? TypeNames.Read(type) : SpecType.Error;
        }

        Ensure(definition);
        return definition.Bound?.Type ?? SpecType.Error;
    }

    /// <summary>The type of a call: the body is read once for each kind of arguments.</summary>
    public SpecType TypeOfCall(Definition definition, IReadOnlyList<SpecType> arguments, SourceSpan usedAt, Place user)
    {
        if (outer is not null && FindOwn(definition.Path) != definition)
        {
            return outer.TypeOfCall(definition, arguments, usedAt, user);
        }

        if (definition.IsBeingBound)
        {
            ReportCircle(definition, usedAt, user);
            return SpecType.Error;
        }

        Ensure(definition);
        if (definition.TypeSyntax is not null || definition.Bound is not { } bound || bound.Type.Kind == TypeKind.Error)
        {
            return definition.Bound?.Type ?? SpecType.Error;
        }

        foreach (var (known, result) in definition.Calls)
        {
            if (known.SequenceEqual(arguments))
            {
                return result;
            }
        }

        if (definition.Calls.Count >= 16 || arguments.Any(a => a.Kind == TypeKind.Error) || arguments.All(a => a.Kind == TypeKind.Any))
        {
            return bound.Type;
        }

        var type = BodyOf(definition, arguments).Type;
        definition.Calls.Add((arguments, type));
        return type;
    }

    private void Add(Definition definition)
    {
        if (definition.Path.Length == 0)
        {
            return;
        }

        if (LocalNames.BuiltIn.Contains(definition.Path))
        {
            place.Report(definition.PathAt.HidesBuiltIn(definition.Path));
        }
        else if (!isOverride && names.FindHere(definition.Path) is { } local)
        {
            place.Report(definition.PathAt.BoundTwice(definition.Path, local.At));
        }
        else if (byPath.TryGetValue(definition.Path, out var other))
        {
            place.Report(definition.PathAt.BoundTwice(definition.Path, other.PathAt));
        }
        else
        {
            byPath.Add(definition.Path, definition);
            ordered.Add(definition);
        }
    }

    // Binds a definition after the ones it names, without recursing over the length of the chain.
    private void Ensure(Definition definition)
    {
        var open = new Stack<(Definition Definition, Queue<Definition> Needs)>();
        var seen = new HashSet<Definition> { definition };
        open.Push((definition, Needs(definition)));
        while (open.Count > 0)
        {
            var (top, needs) = open.Peek();
            if (needs.Count == 0)
            {
                open.Pop();
                BindNow(top);
                continue;
            }

            var next = needs.Dequeue();
            if (next.Bound is null && !next.IsBeingBound && seen.Add(next))
            {
                open.Push((next, Needs(next)));
            }
        }
    }

    private Queue<Definition> Needs(Definition definition) => new(Named(definition).Where(d => d.Bound is null));

    private void BindNow(Definition definition)
    {
        if (definition.Bound is not null || definition.IsBeingBound)
        {
            return;
        }

        var declared = definition.TypeSyntax is { } type ? TypeBinder.Bind(place, type) : null;
        var value = BodyOf(definition, null);
        definition.Bound = new BoundDefinition(
            definition.At,
            definition.Path,
            definition.PathAt,
            definition.IsPrivate,
            definition.Parameters?.Select(p => p.Text).ToEquatable(),
            declared ?? value.Type,
            value)
        { Documentation = definition.Documentation };
    }

    private BoundExpression BodyOf(Definition definition, IReadOnlyList<SpecType>? arguments)
    {
        definition.IsBeingBound = true;
        try
        {
            var inner = names;
            if (definition.Parameters is { } parameters)
            {
                inner = new LocalNames(names);
                for (var i = 0; i < parameters.Count; i++)
                {
                    inner.Declare(new Local(parameters[i].Text, arguments?[i] ?? SpecType.Any, place.At(parameters[i])), place);
                }
            }

            var where = place with { Asked = definition.Asked };

            // A timing's `step` speaks of the whole step: `it` is what its totals go through.
            if (place.Owner is TimingSymbol or TransformSymbol && place.It != ItKind.None && definition.Path == "step")
            {
                where = where with { It = ItKind.None, HasTotal = true, Name = "the step of a timing", Timing = this };
            }

            var binder = new ExpressionBinder(where, inner);
            var value = binder.Bind(definition.Value);
            if (definition.TypeSyntax is { } type)
            {
                return binder.Converted(value, TypeNames.Read(type), $"'{definition.Path}'");
            }

            if (value.Type.Kind is TypeKind.Tensor or TypeKind.Counts or TypeKind.Text or TypeKind.Model)
            {
                place.Report(value.At.WrongType($"'{definition.Path}'", "a number, a truth or a step", value.Type.Name));
                return new BoundMissing(value.At);
            }

            return value;
        }
        finally
        {
            definition.IsBeingBound = false;
        }
    }

    private void ReportCircle(Definition definition, SourceSpan usedAt, Place? user)
        => (user ?? place).Report(usedAt.DefinitionCycle(Circle(definition)));
}
