using System.Runtime.CompilerServices;

namespace LlmCostDsl.Cli.Tests;

/// <summary><c>docs/catalogue.md</c> is what the tool writes.</summary>
public sealed class CataloguePageTests
{
    [Fact]
    public void The_page_is_up_to_date()
    {
        var page = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "docs", "catalogue.md");
        var written = Tool.Run("export", "--format", "markdown").Out;
        if (Environment.GetEnvironmentVariable("LLMSPEC_ACCEPT") == "1")
        {
            File.WriteAllText(page, written);
        }

        Assert.True(File.Exists(page) && File.ReadAllText(page).ReplaceLineEndings("\n") == written, "docs/catalogue.md is out of date; LLMSPEC_ACCEPT=1 rewrites it.");
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
