using LlmCostDsl.Compiler.Tests.Shared;

namespace LlmCostDsl.Compiler.Tests.Invariants;

/// <summary>Nothing in the product prints, reads, cases or compares by the culture of the machine. (The analyzers' own rules for this are silent under invariant globalization.)</summary>
public sealed class CultureTests
{
    [Fact]
    public void No_code_of_the_product_asks_the_culture()
    {
        var sources = new[] { "src", "generators" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(SpecFiles.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Select(file => (Path.GetRelativePath(SpecFiles.Root, file).Replace('\\', '/'), File.ReadAllText(file)))
            .ToList();
        Assert.True(sources.Count > 200, "the sources were not found");

        var found = CultureSearch.Find(sources);

        Assert.True(found.Count == 0, string.Join('\n', found.Take(60)));
    }

    [Theory]
    [InlineData("s = d.ToString();")]
    [InlineData("s = $\"{d}\";")]
    [InlineData("s = $\"{d:R}\";")]
    [InlineData("s = \"x\" + d;")]
    [InlineData("s += d;")]
    [InlineData("s = string.Format(\"{0}\", d);")]
    [InlineData("s = string.Join(',', new[] { d });")]
    [InlineData("s = string.Concat(s, d);")]
    [InlineData("new System.Text.StringBuilder().Append(d);")]
    [InlineData("new System.Text.StringBuilder().Append($\"{d}\");")]
    [InlineData("d = double.Parse(s);")]
    [InlineData("double.TryParse(s, out d);")]
    [InlineData("s = s.ToUpper();")]
    [InlineData("s.StartsWith(\"x\");")]
    [InlineData("i = string.Compare(s, s);")]
    [InlineData("i = s.CompareTo(s);")]
    [InlineData("new System.IO.StringWriter().Write(d);")]
    [InlineData("s = System.Globalization.CultureInfo.CurrentCulture.Name;")]
    [InlineData("s = System.Convert.ToString(d);")]
    [InlineData("System.FormattableString f = $\"{d}\"; s = f.ToString();")]
    public void Whatever_asks_the_culture_is_found(string statement) => Assert.NotEmpty(CultureSearch.Find([("a.cs", Program(statement))]));

    [Theory]
    [InlineData("s = d.ToString(System.Globalization.CultureInfo.InvariantCulture);")]
    [InlineData("s = string.Create(System.Globalization.CultureInfo.InvariantCulture, $\"{d}\");")]
    [InlineData("new System.Text.StringBuilder().Append(System.Globalization.CultureInfo.InvariantCulture, $\"{d}\");")]
    [InlineData("s = $\"{s}{s.Length}\";")]
    [InlineData("s = $\"{i}{'c'}\";")]
    [InlineData("s = s.ToUpperInvariant();")]
    [InlineData("s.StartsWith('x');")]
    [InlineData("s.StartsWith(\"x\", System.StringComparison.Ordinal);")]
    [InlineData("i = string.CompareOrdinal(s, s);")]
    [InlineData("s = $\"{System.DayOfWeek.Friday}\";")]
    public void Whatever_does_not_is_left_alone(string statement) => Assert.Empty(CultureSearch.Find([("a.cs", Program(statement))]));

    private static string Program(string statement) => $$"""
        public static class C { public static void M(double d, int i, string s) { {{statement}} } }
        """;
}
