using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace LlmCostDsl.Generator.Tests.Driving;

/// <summary>Walks everything that can be reached from an object.</summary>
internal static class ObjectGraph
{
    // What would keep a whole compilation alive, or compare by reference and so never be equal.
    private static readonly Type[] Refused =
    [
        typeof(Compilation), typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(SourceText), typeof(AdditionalText), typeof(Location), typeof(Diagnostic),
        typeof(AnalyzerConfigOptions), typeof(AnalyzerConfigOptionsProvider), typeof(ParseOptions),
    ];

    public static void HoldsNothingOfRoslyn(IEnumerable<object> roots)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Queue<(object Value, string Path)>(roots.Select(r => (r, r.GetType().Name)));
        while (open.Count > 0)
        {
            var (value, path) = open.Dequeue();
            var type = value.GetType();
            Assert.False(Refused.Any(r => r.IsInstanceOfType(value)), $"{path} is a {type.Name}.");
            if (type.IsPrimitive || type.IsEnum || value is string or MemberInfo or Assembly or Pointer || (!type.IsValueType && !seen.Add(value)))
            {
                continue;
            }

            if (value is Array array)
            {
                foreach (var item in array.Length > 0 && !array.GetType().GetElementType()!.IsPrimitive ? array.Cast<object?>() : [])
                {
                    Enter(item, path + "[]");
                }

                continue;
            }

            for (var at = type; at is not null && at != typeof(object); at = at.BaseType)
            {
                foreach (var field in at.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    if (!field.FieldType.IsPointer)
                    {
                        Enter(field.GetValue(value), path + "." + field.Name);
                    }
                }
            }

            void Enter(object? item, string to)
            {
                if (item is not null && (item.GetType().IsValueType is false ? !seen.Contains(item) : !item.GetType().IsPrimitive))
                {
                    open.Enqueue((item, to));
                }
            }
        }
    }
}
