using LlmCostDsl.Compiler.Plan;

namespace LlmCostDsl.Compiler.Tests.Plan;

public sealed class PlanPrinterTests
{
    [Fact]
    public void A_plan_reads_from_inputs_to_outputs_with_loops_indented()
    {
        const string Expected = """
            plan NestedSum
            inputs
              n: count in 1..100 = 4  // 0
            nodes
              %0 = input n                                 : 1, by input
              %1 = 1                                       : 1
              loop 0: %1..%0  // test.llmspec:1
                %2 = index of loop 0                       : 1, by index
                loop 1: %1..%2  // test.llmspec:2
                  %3 = index of loop 1                     : 1, by index
                  %4 = %2 * %3                             : 1, by index
                %5 = sum of %4 over loop 1                 : 1, by index
              %6 = sum of %5 over loop 0                   : 1, by input
            outputs
              y = %6: a plain number

            """;

        Assert.Equal(Expected, PlanPrinter.Print(PlanVerifierTests.NestedSum().Build()), ignoreLineEndingDifferences: true);
    }
}
