using System.Runtime.CompilerServices;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Configs;
using LlmCostDsl.Compiler.Diagnostics;
using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Binding;

/// <summary>Says of a config's expressions what no file could make right.</summary>
internal sealed class ConfigCheck(Place place, ConfigDeclared declared)
{
    private readonly HashSet<string> open = [];
    private readonly Dictionary<string, ConfigKind> known = [];
    private readonly HashSet<string> indices = [];
    private bool hasTensor;

    /// <summary>The same where <c>it</c> is a group of tensors.</summary>
    public ConfigCheck OfTensors() => new(place, declared) { hasTensor = true };

    public void Condition(ExpressionSyntax? condition, string what)
    {
        if (condition is not null)
        {
            Expect(condition, ConfigKind.Truth, what);
        }
    }

    public void Expect(ExpressionSyntax expression, ConfigKind needed, string what)
    {
        var found = Of(expression);
        if (found != needed && found != ConfigKind.Any && needed != ConfigKind.Any)
        {
            place.Report(place.At(expression).WrongKind(what, needed.Word(), found.Word()));
        }
    }

    public ConfigKind All(IEnumerable<ExpressionSyntax> alternatives)
    {
        var kinds = alternatives.Select(Of).Distinct().ToList();
        return kinds.Count == 1 ? kinds[0] : ConfigKind.Any;
    }

    private ConfigKind Of(ExpressionSyntax expression)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (expression)
        {
            case QuantitySyntax q:
                if (q.Unit.Count > 0 && (q.Unit.Count > 1 || !Units.TryRead(q.Unit[0].Text, out var factor, out var dimension) || dimension != Dimension.Bytes || factor * 8 != Rational.One))
                {
                    place.Report(place.At(q).NotInConfig($"unit '{string.Join("/", q.Unit.Select(u => u.Text))}'", "bit"));
                }

                return ConfigKind.Number;
            case TextSyntax:
                return ConfigKind.Text;
            case TruthSyntax:
                return ConfigKind.Truth;
            case NameSyntax n:
                return indices.Contains(n.Name) ? ConfigKind.Number : Let(n);
            case MemberSyntax m when ConfigEvaluator.PathOf(m) is { } path:
                return Member(m, path);
            case UnarySyntax u:
                var operand = u.Operator == UnaryOperator.Not ? ConfigKind.Truth : ConfigKind.Number;
                Expect(u.Operand, operand, "What this stands before");
                return operand;
            case ChainSyntax c:
                var joined = c.Rest[0].Operator is BinaryOperator.And or BinaryOperator.Or ? ConfigKind.Truth : ConfigKind.Number;
                Expect(c.First, joined, "An operand here");
                foreach (var link in c.Rest)
                {
                    Expect(link.Operand, joined, "An operand here");
                }

                return joined;
            case BinarySyntax b:
                return Binary(b);
            case InRangeSyntax i:
                Expect(i.Operand, ConfigKind.Number, "What lies in a range");
                Expect(i.Low, ConfigKind.Number, "The end of a range");
                Expect(i.High, ConfigKind.Number, "The end of a range");
                return ConfigKind.Truth;
            case InSetSyntax i:
                Of(i.Operand);
                foreach (var item in i.Set is SetSyntax s ? s.Items : [])
                {
                    Of(item);
                }

                if (i.Set is not SetSyntax)
                {
                    Expect(i.Set, ConfigKind.Set, "What holds values");
                }

                return ConfigKind.Truth;
            case SetSyntax s:
                foreach (var item in s.Items)
                {
                    Expect(item, ConfigKind.Number, "An item of a set");
                }

                return ConfigKind.Set;
            case IfSyntax i:
                Expect(i.Condition, ConfigKind.Truth, "A condition");
                return All([i.Then, i.Else]);
            case CallSyntax c:
                return Call(c);
            case MissingSyntax:
                return ConfigKind.Any;
            default:
                place.Report(place.At(expression).NotInConfig("expression of this form", null));
                return ConfigKind.Any;
        }
    }

    private ConfigKind Let(NameSyntax name)
    {
        if (!declared.Lets.TryGetValue(name.Name, out var let))
        {
            return ConfigKind.Any;
        }

        if (known.TryGetValue(name.Name, out var before))
        {
            return before;
        }

        if (!open.Add(name.Name))
        {
            place.Report(place.At(name).DefinitionCycle([.. open]));
            return ConfigKind.Any;
        }

        // What a base binds is checked there.
        var kind = ReferenceEquals(let.Owner, place.Owner) ? All(let.Syntax.Alternatives) : ConfigKind.Any;
        open.Remove(name.Name);
        known[name.Name] = kind;
        return kind;
    }

    private ConfigKind Member(MemberSyntax member, string path)
    {
        if (!hasTensor || !path.StartsWith("it.", StringComparison.Ordinal))
        {
            return ConfigKind.Any;
        }

        if (TensorGroup.Members.TryGetValue(path, out var kind))
        {
            return kind;
        }

        place.Report(place.At(member.Member).UnknownProperty("A group of tensors", member.Member.Text, place.Suggest(path, TensorGroup.Members.Keys)?.Substring(3)));
        return ConfigKind.Any;
    }

    private ConfigKind Binary(BinarySyntax b)
    {
        if (b.Operator is not (BinaryOperator.Equal or BinaryOperator.NotEqual))
        {
            Expect(b.Left, ConfigKind.Number, "An operand here");
            Expect(b.Right, ConfigKind.Number, "An operand here");
            return b.Operator == BinaryOperator.Power ? ConfigKind.Number : ConfigKind.Truth;
        }

        var left = Of(b.Left);
        Expect(b.Right, left, "What stands before this");
        return ConfigKind.Truth;
    }

    private ConfigKind Call(CallSyntax call)
    {
        if (call.Target is not NameSyntax target)
        {
            place.Report(place.At(call).NotInConfig("call of this form", null));
            return ConfigKind.Any;
        }

        var name = target.Name;
        switch (name)
        {
            case "set" or "sum" when call.Arguments is [{ IsIndex: true, Name: { } index } range, { IsIndex: false } body]:
                Expect(range.Value, ConfigKind.Number, "The end of a range");
                Expect(range.High!, ConfigKind.Number, "The end of a range");
                var isNew = indices.Add(index.Text);
                Condition(body.Where, "A condition");
                Expect(body.Value, ConfigKind.Number, "An item");
                _ = isNew && indices.Remove(index.Text);
                return name == "set" ? ConfigKind.Set : ConfigKind.Number;
            case "present" when call.Arguments is [{ IsIndex: false, Where: null, Name: null } one]:
                Of(one.Value);
                return ConfigKind.Truth;
            case "key" when call.Arguments is [{ Value: TextSyntax, Name: null }]:
                return ConfigKind.Any;
        }

        if (ConfigFunctions.Special.Contains(name) || call.Arguments.Any(a => a.IsIndex || a.Where is not null || a.Name is not null))
        {
            place.Report(place.At(call).NotInConfig($"'{name}' with these arguments", null));
            return ConfigKind.Any;
        }

        var isPlain = ConfigFunctions.Plain.Contains(name);
        var declaredFunction = isPlain ? null : place.File.TryFind(DeclarationKind.Function, name) as FunctionSymbol;
        foreach (var argument in call.Arguments)
        {
            if (isPlain && name is not ("item" or "size"))
            {
                Expect(argument.Value, ConfigKind.Number, "An argument here");
            }
            else
            {
                Of(argument.Value);
            }
        }

        if (declaredFunction is not null)
        {
            place.Refer(declaredFunction, place.At(target));
            return ConfigKinds.Of(declaredFunction.Result);
        }

        if (!isPlain)
        {
            place.Report(place.At(target).NotInConfig($"function '{name}'", place.Suggest(name, ConfigFunctions.Plain.Concat(ConfigFunctions.Special).Concat(place.File.VisibleKeys(DeclarationKind.Function)))));
        }

        return name == "item" || !isPlain ? ConfigKind.Any : ConfigKind.Number;
    }
}
