using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace LlmCostDsl.Benchmarks;

/// <summary>Every benchmark once, in seconds: that it runs, and that its answer is one. Measures nothing.</summary>
internal static class Smoke
{
    /// <summary>0 where all went well.</summary>
    public static int Run()
    {
        var watch = Stopwatch.StartNew();
        var failures = 0;
        var count = 0;
        foreach (var type in typeof(Smoke).Assembly.GetTypes().Where(t => !t.IsAbstract && Benchmarks(t).Any()).OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            var instance = Activator.CreateInstance(type)!;
            Call(instance, typeof(GlobalSetupAttribute));
            var answers = new List<double>();
            foreach (var method in Benchmarks(type))
            {
                count++;
                Call(instance, typeof(IterationSetupAttribute));
                var answer = method.Invoke(instance, null);
                var isSound = answer is not (null or double.NaN or double.PositiveInfinity or double.NegativeInfinity or 0 or 0.0 or false);
                if (answer is double number && instance is IOneAnswer)
                {
                    answers.Add(number);
                    isSound = isSound && number == answers[0];
                }

                failures += isSound ? 0 : 1;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(isSound ? "ok    " : "WRONG ")} {type.Name}.{method.Name}{(isSound ? string.Empty : $": {answer ?? "nothing"}")}"));
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} benchmarks, {failures} wrong, {watch.Elapsed.TotalSeconds:F1} s"));
        return failures == 0 && count > 0 ? 0 : 1;
    }

    private static IEnumerable<MethodInfo> Benchmarks(Type type) => type.GetMethods().Where(m => m.IsDefined(typeof(BenchmarkAttribute), inherit: true));

    private static void Call(object instance, Type attribute)
    {
        foreach (var method in instance.GetType().GetMethods().Where(m => m.IsDefined(attribute, inherit: true)))
        {
            method.Invoke(instance, null);
        }
    }
}

/// <summary>Whose benchmarks, where they return numbers, all ask one question: the numbers must be the same to the bit.</summary>
internal interface IOneAnswer;
