namespace LlmCostDsl.Cli.Tests;

/// <summary>Whatever comes in: a message, a non-zero exit, no stack trace (every run looks for one), no hang.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("analyze")]
    [InlineData("frobnicate")]
    [InlineData("analyze", "ToyRun", "--format", "xml")]
    [InlineData("analyze", "ToyRun", "--set", "length")]
    [InlineData("analyze", "ToyRun", "--on")]
    [InlineData("analyze", "ToyRun", "--on", "Nowhere")]
    [InlineData("analyze", "Toy_S", "--schedule", "toy_run", "--timing", "toy_time")]
    [InlineData("list", "wishes")]
    [InlineData("explain", "ToyRun", "--after", "lunch")]
    public void The_wrong_use_is_told_apart(params string[] args)
    {
        var ran = Tool.Run([.. args, .. args[0] is "analyze" or "explain" ? ["--spec", Tool.Toy] : Array.Empty<string>()]);

        Assert.Equal(2, ran.Code);
        Assert.StartsWith("llmspec: ", ran.Error, StringComparison.Ordinal);
        Assert.Empty(ran.Out);
    }

    [Theory]
    [InlineData("analyze", "Nothing")]
    [InlineData("analyze", "ToyRun", "--apply", "toy_narow")]
    [InlineData("analyze", "ToyRun", "--apply", "toy_narrow(width: 4 s)")]
    [InlineData("analyze", "ToyRun", "--apply", "((((")]
    [InlineData("analyze", "ToyRun", "--apply", "")]
    [InlineData("analyze", "ToyRun", "--schedule", "generat(")]
    [InlineData("analyze", "ToyRun", "--timing", "nothing")]
    [InlineData("analyze", "")]
    public void What_specs_cannot_answer_is_an_error_of_specs(params string[] args)
    {
        var ran = Tool.Run([.. args, "--spec", Tool.Toy]);

        Assert.Equal(1, ran.Code);
        Assert.Contains("error LLM", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Binary_files_are_refused_with_places()
    {
        using var scratch = new Scratch();
        var bytes = new byte[4096];
        new Random(1).NextBytes(bytes);

        var ran = Tool.Run("check", scratch.Write("binary.llmspec", bytes));

        Assert.Equal(1, ran.Code);
        Assert.Contains("error LLM", ran.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("-")]
    [InlineData("not ")]
    [InlineData("2^")]
    [InlineData("if true then 1 else ")]
    public void Twenty_thousand_of_anything_are_too_many(string piece)
    {
        using var scratch = new Scratch();
        var text = "function f(): ratio = " + string.Concat(Enumerable.Repeat(piece, 20_000)) + "1\n";

        var ran = Tool.Run("check", scratch.Write("deep.llmspec", text));

        Assert.Equal(1, ran.Code);
        Assert.Contains("error LLM", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_and_version_are_answers()
    {
        Assert.Equal(0, Tool.Run("--help").Code);
        Assert.Contains("--NAME VALUE", Tool.Run("analyze", "--help").Out, StringComparison.Ordinal);
        Assert.Equal(0, Tool.Run("--version").Code);
    }
}
