using System.Globalization;

namespace LlmCostDsl.Generator.Tests;

/// <summary>Output does not depend on where it is made.</summary>
public sealed class CultureTests
{
    [Fact]
    public void Commas_and_strange_signs_change_nothing()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            var plain = ToyWorld.NewRun().Replace(ToyWorld.Questions, "patience = 2", "patience = -2.5").Settle();
            CultureInfo.CurrentCulture = new CultureInfo(string.Empty)
            {
                NumberFormat = new NumberFormatInfo { NegativeSign = "\u2212", NumberDecimalSeparator = ",", NumberGroupSeparator = ".", PercentDecimalSeparator = "," },
            };
            var hostile = ToyWorld.NewRun().Replace(ToyWorld.Questions, "patience = 2", "patience = -2.5").Settle();

            Assert.Equal(plain.Sources, hostile.Sources);
            Assert.Equal(plain.Diagnostics, hostile.Diagnostics);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
