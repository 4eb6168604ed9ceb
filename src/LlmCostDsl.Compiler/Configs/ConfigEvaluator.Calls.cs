using System.Runtime.CompilerServices;
using LlmCostDsl.Compiler.Algebra;
using LlmCostDsl.Compiler.Binding;
using LlmCostDsl.Compiler.Syntax;

namespace LlmCostDsl.Compiler.Configs;

/// <content>Operators of two operands, functions, and what runs over a range.</content>
internal sealed partial class ConfigEvaluator
{
    /// <summary>The longest range that is run over: more layers than any model has.</summary>
    private const int LongestRange = 100_000;

    /// <summary>How many values all ranges of one import may have.</summary>
    private const int MostValues = 4_000_000;

    private int values;

    private sealed partial class Reading
    {
        private ConfigValue Binary(BinaryOperator op, ConfigValue left, ConfigValue right, ExpressionSyntax at)
        {
            if (left is AbsentValue || right is AbsentValue)
            {
                return left is AbsentValue ? left : right;
            }

            switch (op, left, right)
            {
                case (BinaryOperator.And, TruthValue a, TruthValue b):
                    return new TruthValue(a.Value && b.Value);
                case (BinaryOperator.Or, TruthValue a, TruthValue b):
                    return new TruthValue(a.Value || b.Value);
                case (BinaryOperator.Equal or BinaryOperator.NotEqual, _, _) when ConfigFunctions.Same(left, right) is { } same:
                    return new TruthValue(same == (op == BinaryOperator.Equal));
                case (_, NumberValue a, NumberValue b) when Number(op, a.Value, b.Value, at) is { } value:
                    return value;
                default:
                    throw Fail(at, $"{left.Shown} and {right.Shown} do not go together here");
            }
        }

        private ConfigValue? Number(BinaryOperator op, Rational a, Rational b, ExpressionSyntax at) => op switch
        {
            BinaryOperator.Add => new NumberValue(a + b),
            BinaryOperator.Subtract => new NumberValue(a - b),
            BinaryOperator.Multiply => new NumberValue(a * b),
            BinaryOperator.Divide or BinaryOperator.Remainder when b.IsZero => throw Fail(at, "this divides by zero"),
            BinaryOperator.Divide => new NumberValue(a / b),
            BinaryOperator.Remainder => new NumberValue(a - ((a / b).Floor() * b)),
            BinaryOperator.Power when b.IsWhole && b.Abs() <= 1024 && !(a.IsZero && b.Sign < 0) => new NumberValue(a.ToThe((int)b.Numerator)),
            BinaryOperator.Less => new TruthValue(a < b),
            BinaryOperator.LessOrEqual => new TruthValue(a <= b),
            BinaryOperator.Greater => new TruthValue(a > b),
            BinaryOperator.GreaterOrEqual => new TruthValue(a >= b),
            _ => null,
        };

        private ConfigValue Call(CallSyntax call)
        {
            if (call.Target is not NameSyntax { Name: var name })
            {
                throw Fail(call, "nothing can be called like this in a config");
            }

            switch (name)
            {
                case "present" when call.Arguments is [{ Value: var asked }]:
                    return new TruthValue(Of(asked) is not AbsentValue);
                case "key" when call.Arguments is [{ Value: TextSyntax text }]:
                    return evaluator.Key(text.Value);
                case "set" or "sum" when call.Arguments is [{ IsIndex: true } index, { IsIndex: false } body]:
                    return Over(name == "set", index, body);
            }

            var values = call.Arguments.Select(a => Of(a.Value)).ToList();
            if (values.Find(v => v is AbsentValue) is { } absent)
            {
                return absent;
            }

            if (ConfigFunctions.Plain.Contains(name))
            {
                return ConfigFunctions.Call(name, values)
                    ?? throw Fail(call, $"'{name}' does not take {string.Join(", ", values.Select(v => v.Shown))}");
            }

            return Declared(call, values);
        }

        // A function of the language, on values of the file.
        private ConfigValue Declared(CallSyntax call, List<ConfigValue> values)
        {
            var target = (NameSyntax)call.Target;
            var function = file.TryFind(DeclarationKind.Function, target.Name) as FunctionSymbol;
            if (function is not { Syntax: { } syntax } || syntax.Parameters.Count != values.Count || call.Arguments.Any(a => a.Name is not null))
            {
                throw Fail(call, $"'{target.Name}' cannot be called like this in a config");
            }

            RuntimeHelpers.EnsureSufficientExecutionStack();
            var home = file.Module.Program.Modules.SelectMany(m => m.Path == function.Module ? m.Files : []).First(f => ReferenceEquals(f.Source, function.At.Source));
            Names? inner = null;
            for (var i = 0; i < values.Count; i++)
            {
                inner = new Names(syntax.Parameters[i].Name.Text, values[i], inner);
            }

            return new Reading(evaluator, home, inner).Of(syntax.Body);
        }

        private ConfigValue Over(bool isSet, ArgumentSyntax index, ArgumentSyntax body)
        {
            var (low, high) = (Of(index.Value), Of(index.High!));
            if (low is AbsentValue || high is AbsentValue)
            {
                return low is AbsentValue ? low : high;
            }

            if (low is not NumberValue { Value: { IsWhole: true } from } || high is not NumberValue { Value: { IsWhole: true } to } || to - from > LongestRange)
            {
                throw Fail(index, $"a range runs over at most {LongestRange} whole numbers, not from {low.Shown} to {high.Shown}");
            }

            var items = new List<Rational>();
            for (var i = from; i <= to; i += Rational.One)
            {
                if (++evaluator.values > MostValues)
                {
                    throw Fail(body, "this runs over too many values");
                }

                var reading = new Reading(evaluator, file, new Names(index.Name!.Text, new NumberValue(i), names));
                if (body.Where is { } where)
                {
                    var holds = reading.Of(where);
                    if (holds is AbsentValue)
                    {
                        return holds;
                    }

                    if (holds is not TruthValue { Value: true })
                    {
                        continue;
                    }
                }

                switch (reading.Of(body.Value))
                {
                    case NumberValue n when !isSet || n.Value.IsWhole:
                        items.Add(n.Value);
                        break;
                    case AbsentValue a:
                        return a;
                    case var other:
                        throw Fail(body, $"{other.Kind} is no item here: {other.Shown}");
                }
            }

            return isSet ? ConfigFunctions.Set(items) : new NumberValue(items.Aggregate(Rational.Zero, (a, b) => a + b));
        }
    }
}
