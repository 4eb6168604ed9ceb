using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Syntax;
using LlmCostDsl.Compiler.Text;

namespace LlmCostDsl.Compiler.Graph;

/// <summary>A subject lacks the property a condition asks for: the condition does not hold.</summary>
internal sealed class MissingPropertyException(Diagnostic diagnostic) : Exception
{
    /// <summary>What to say where the property was needed as a value.</summary>
    public Diagnostic Diagnostic { get; } = diagnostic;
}

/// <content>What belongs to something else and is reached through a dot.</content>
internal sealed partial class Evaluator
{
    private readonly Dictionary<string, Expr> deviceValues = [];

    /// <summary>A condition on a subject: false where the subject lacks a property it asks for.</summary>
    public Expr Where(BoundExpression? condition, Scope scope)
    {
        switch (condition)
        {
            case null:
                return pool.True;
            case BoundChain { Rest.Count: > 0 } chain when chain.Rest[0].Operator is BinaryOperator.And or BinaryOperator.Or:
                // Of `it.layer < 2 or name is x`, in whichever order, the side that can be answered may still hold.
                return WhereAll(chain, scope);
        }

        try
        {
            return Resolved(condition, scope);
        }
        catch (MissingPropertyException)
        {
            return pool.False;
        }
    }

    private Expr WhereAll(BoundChain chain, Scope scope)
    {
        EnsureStack(chain.At);
        var value = Where(chain.First, scope);
        foreach (var link in chain.Rest)
        {
            if (IsFinal(value, link.Operator))
            {
                break;
            }

            var next = Where(link.Operand, scope);
            value = link.Operator == BinaryOperator.And ? pool.And(value, next) : pool.Or(value, next);
        }

        return value;
    }

    /// <summary>The same where it decides structure.</summary>
    public bool DecideWhere(BoundExpression? condition, Scope scope)
        => Where(condition, scope) switch
        {
            TruthExpr t => t.Value,
            var unknown => throw new SpecException(condition!.At.NotKnownWhenCompiling(WhatItDependsOn(unknown))),
        };

    /// <summary>An attribute of the device: what it states, else the default the text gives, else absent.</summary>
    public Expr DeviceAttribute(string name, SourceSpan at)
    {
        if (deviceValues.TryGetValue(name, out var known))
        {
            return known;
        }

        var symbol = vocabulary.Attribute("hardware", name) ?? throw new SpecException(at.NoSuchProperty("the device", name));
        var isTruth = symbol.Type.Kind == TypeKind.Truth;
        Expr value = pool.Leaf(LeafKind.Attribute, name, symbol.Type.Dimension, isTruth ? Interval.Truth : Interval.NotNegative, symbol.Type.IsWhole || isTruth, isTruth);
        if (symbol.Default is { } fallback)
        {
            value = pool.Select(PresenceLeaf(name), value, Coerce(Scalar(fallback, new Scope(null)), symbol.Type, fallback.At));
        }

        return deviceValues[name] = value;
    }

    private Expr Present(BoundProperty asked, Scope scope)
    {
        switch (asked.Target)
        {
            case BoundSubject { Subject: Subject.Hardware }:
                var symbol = vocabulary.Attribute("hardware", asked.Name) ?? throw new SpecException(asked.NameAt.NoSuchProperty("the device", asked.Name));
                return symbol.Default is null ? PresenceLeaf(asked.Name) : pool.True;
            case BoundSubject { Subject: Subject.Model }:
                return pool.Truth(scope.Model?.Values.ContainsKey(asked.Name) == true);
            default:
                return Evaluate(asked.Target, scope) is ModelInstance model
                    ? pool.Truth(model.Parameters.Values.ContainsKey(asked.Name))
                    : throw new SpecException(asked.Target.At.NotAValue());
        }
    }

    private LeafExpr PresenceLeaf(string name) => pool.Leaf(LeafKind.Present, name, Dimension.None, Interval.Truth, isWhole: true, isTruth: true);

    private object Property(BoundProperty property, Scope scope)
    {
        switch (property.Target)
        {
            case BoundSubject { Subject: Subject.Hardware }:
                return DeviceAttribute(property.Name, property.NameAt);
            case BoundSubject { Subject: Subject.Model }:
                return scope.Model?.Ask(property.Name) ?? throw new SpecException(property.NameAt.NoModelParameter(property.Name));
            case BoundSubject:
                return OfSubject(property, scope.It, scope);
            default:
                return OfSubject(property, Evaluate(property.Target, scope), scope);
        }
    }

    private object OfSubject(BoundProperty property, object? subject, Scope scope)
    {
        var value = subject switch
        {
            null => null,
            GraphNode node => OfNode(node, property.Name, scope),
            GraphTensor tensor => OfTensor(tensor, property.Name, scope),
            GraphStore store => OfStore(store, property.Name, scope),
            ModelInstance model => ParametersOf(model, property.NameAt).Values.TryGetValue(property.Name, out var p) ? p : scope.Definitions?.Property(model, property.Name),
            var other => scope.Definitions?.Property(other, property.Name),
        };
        return value ?? throw new MissingPropertyException(property.NameAt.NoSuchProperty(Describe(subject), property.Name));
    }

    // What a declared model's own transforms set holds for whoever asks it.
    private ModelParameters ParametersOf(ModelInstance model, SourceSpan at)
    {
        if (Settings is null || model.Transforms.Count == 0)
        {
            return model.Parameters;
        }

        if (!settings.TryGetValue(model.Symbol, out var known))
        {
            settings[model.Symbol] = null;
            settings[model.Symbol] = known = Settings(model);
        }

        return known ?? throw new SpecException(at.NeedsItself());
    }

    private static string Describe(object? subject) => subject switch
    {
        GraphNode n => $"'{n.Path}'",
        GraphTensor { Producer: { } n } => $"'{n.Path}'",
        GraphStore s => $"'{s.NodePath}'",
        GraphTensor => "the carried tensor",
        _ => "this",
    };

    private object? OfNode(GraphNode node, string name, Scope scope)
    {
        if (node.Quantities.TryGetValue(name, out var quantity))
        {
            return Value(quantity, node.At);
        }

        return Traffic.Property(this, node, name)
            ?? IndexOf(node.Group, name)
            ?? node.Argument(name)
            ?? scope.Definitions?.Property(node, name)
            ?? (node.Results.Count > 0 ? Traffic.ShapeProperty(this, node.Result, name) : null);
    }

    private object? OfTensor(GraphTensor tensor, string name, Scope scope)
    {
        if (Traffic.ShapeProperty(this, tensor, name) is { } known)
        {
            return known;
        }

        if (tensor.Producer is not { } node)
        {
            // A carried stand-in answers as the tensors it stands for, where they agree on who they are.
            return tensor.Sources.Count > 0 && tensor.Sources[0].Producer is not null ? OfTensor(tensor.Sources[0], name, scope) : null;
        }

        return node.Results.Find(r => r.Name == name) as object
            ?? node.Weights.Find(w => w.Name == name)
            ?? node.Argument(name)
            ?? (tensor.Owner is { } owner ? OfNode(owner, name, scope) : null);
    }

    private object? OfStore(GraphStore store, string name, Scope scope)
    {
        if (store.Quantities.TryGetValue(name, out var quantity))
        {
            return Value(quantity, store.At);
        }

        return name switch
        {
            "size" => Traffic.Product(pool, store.Shape()),
            _ => store.Owner is { } owner ? OfNode(owner, name, scope) : IndexOf(store.Group, name),
        };
    }

    private static LeafExpr? IndexOf(GraphGroup? group, string name)
    {
        for (; group is not null; group = group.Repeat.Group)
        {
            if (group.Repeat.Syntax.Index == name)
            {
                return group.Repeat.Index;
            }
        }

        return null;
    }

    /// <summary>A quantity's value; one that needs itself is said here.</summary>
    public static Expr Value(Quantity quantity, SourceSpan at)
    {
        try
        {
            return quantity.Value;
        }
        catch (CircularQuantityException)
        {
            throw new SpecException(at.NeedsItself());
        }
    }

    private bool Is(BoundIs test, Scope scope)
    {
        var wanted = new HashSet<string>(test.Words.Select(w => Text(w, scope)));
        if (test.Property == "phase")
        {
            return (scope.Find("phase") is string phase && wanted.Contains(phase)) != test.Negated;
        }

        var subject = test.Target is null ? scope.It : test.Target is BoundSubject { Subject: Subject.It } ? scope.It : Evaluate(test.Target, scope);
        var sets = Words(subject, test.Property, scope) ?? throw new MissingPropertyException(test.At.NoSuchProperty(Describe(subject), test.Property));
        bool holds;
        if (test.Property == "readers")
        {
            holds = test.Only ? sets.Count > 0 && sets.TrueForAll(s => s.Overlaps(wanted)) : sets.Exists(s => s.Overlaps(wanted));
        }
        else
        {
            var words = sets[0];
            holds = test.Only ? words.Count > 0 && words.IsSubsetOf(wanted) : words.Overlaps(wanted);
        }

        return holds != test.Negated;
    }

    // One set of words; of readers, one set a reader.
    private static List<HashSet<string>>? Words(object? subject, string property, Scope scope)
    {
        var node = subject switch
        {
            GraphNode n => n,
            GraphTensor t => (t.IsStandIn && t.Sources.Count > 0 ? t.Sources[0] : t).Owner,
            GraphStore s => s.Owner,
            _ => null,
        };
        switch (property)
        {
            case "weight" when subject is GraphStore { IsCache: false } w:
                return [[w.Name]];
            case "cache" when subject is GraphStore { IsCache: true } c:
                return [[c.Name]];
            case "weight" or "cache":
                return null;
        }

        if (node is null)
        {
            return subject is GraphStore { Group: { } place } && property == "inside" ? [[place.Repeat.Name]] : subject is GraphStore ? [[]] : null;
        }

        return property switch
        {
            "operator" => [[node.OperatorName]],
            "name" => [[node.LastName]],
            "tag" => [[.. node.Tags]],
            "inside" => [[.. node.Inside]],
            "readers" => scope.Find(GraphKey) is ModelGraph graph ? Readers(graph, subject, node) : null,
            _ => null,
        };
    }

    /// <summary>The name under which a scope knows the graph at hand.</summary>
    public const string GraphKey = "the graph";

    private static List<HashSet<string>> Readers(ModelGraph graph, object? subject, GraphNode node)
    {
        IEnumerable<GraphTensor> tensors = subject is GraphTensor t ? [t.Root] : node.Results;
        return [.. tensors.SelectMany(graph.ReadersOf).Distinct().Select(r => new HashSet<string>(r.Tags) { r.OperatorName })];
    }
}
