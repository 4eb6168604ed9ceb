using BenchmarkDotNet.Running;
using LlmCostDsl.Benchmarks;
using LlmCostDsl.Benchmarks.Tables;

switch (args)
{
    case ["--smoke"]:
        return Smoke.Run();
    case ["--table", .. var which]:
        return SpeedTables.Print(which, Console.Out);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Smoke).Assembly).Run(args);
        return 0;
}
