using System.Text;
using LlmCostDsl.Analysis.Imports;

namespace LlmCostDsl.Analysis.Tests.Imports;

/// <summary>Whatever a file holds, there are keys or a sentence, and no more memory than the file is long.</summary>
public sealed class HostileJsonTests
{
    [Theory]
    [InlineData("", "is no JSON")]
    [InlineData("7", "is no JSON object")]
    [InlineData("[]", "is no JSON object")]
    [InlineData("{", "is no JSON")]
    [InlineData("{\"a\": 1", "is no JSON")]
    [InlineData("{\"a\": 1} {", "is no JSON")]
    [InlineData("{\"a\": tru}", "is no JSON")]
    [InlineData("{\"a\": NaN}", "is no JSON")]
    [InlineData("{\"a\": Infinity}", "is no JSON")]
    [InlineData("{\"a\": 1,}", "is no JSON")]
    [InlineData("{/* c */\"a\": 1}", "is no JSON")]
    [InlineData("{\"a\": 1, \"a\": 2}", "has the key 'a' twice, line 1")]
    [InlineData("{\"a.b\": 1, \"a\": {\"b\": 2}}", "has the key 'a.b' twice")]
    [InlineData("{\"a\": 1e999}", "counts nothing")]
    [InlineData("{\"a\": -1e999}", "counts nothing")]
    [InlineData("{\"a\": 9223372036854775808}", "counts nothing")]
    [InlineData("{\"a\": [1e999]}", "counts nothing")]
    [InlineData("{\"a\": \"\\ud800\"}", "is no Unicode")]
    public void It_is_refused_with_a_reason(string text, string reason) => Assert.Contains(reason, Read(text), StringComparison.Ordinal);

    [Fact]
    public void Deep_nesting_is_refused() => Assert.Contains("is no JSON", Read(string.Concat(Enumerable.Repeat("{\"a\":", 100_000))), StringComparison.Ordinal);

    [Fact]
    public void Deep_lists_are_refused() => Assert.Contains("is no JSON", Read("{\"a\":" + new string('[', 1_000_000)), StringComparison.Ordinal);

    [Fact]
    public void A_number_of_a_million_digits_is_refused() => Assert.Contains("counts nothing", Read("{\"a\": " + new string('9', 1_000_000) + "}"), StringComparison.Ordinal);

    [Fact]
    public void Too_many_keys_are_refused() => Assert.Contains("keys", Read("{" + string.Join(",", Enumerable.Range(0, 30_000).Select(i => $"\"k{i}\": 0")) + "}"), StringComparison.Ordinal);

    [Fact]
    public void A_file_of_another_size_is_refused() => Assert.Contains("16 MiB", JsonConfig.Read("x", new byte[JsonConfig.MostBytes + 1]).Error, StringComparison.Ordinal);

    [Fact]
    public void A_mark_before_the_text_is_no_part_of_it() => Assert.Null(JsonConfig.Read("x", "\uFEFF{\"a\": 1}"u8.ToArray()).Error);

    [Fact]
    public void Of_a_long_list_its_length_is_kept()
    {
        var keys = JsonConfig.Read("x", Encoding.UTF8.GetBytes("{\"a\": [" + string.Join(",", Enumerable.Range(0, 100_000)) + "]}")).File!.Keys;
        var list = Assert.IsType<Compiler.Configs.ListValue>(Assert.Single(keys).Value);
        Assert.Equal(100_000, list.Size);
        Assert.Empty(list.Items);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"metadata\": {\"total_size\": 1e999}}")]
    [InlineData("{\"metadata\": {\"total_size\": 1, \"total_size\": 2}}")]
    public void An_index_is_refused_as_well(string text) => Assert.NotNull(JsonIndex.Read("x", new MemoryStream(Encoding.UTF8.GetBytes(text))).Error);

    [Fact]
    public void Of_an_index_only_numbers_are_kept()
    {
        var map = string.Join(",", Enumerable.Range(0, 200_000).Select(i => $"\"model.layers.{i}.weight\": \"file\""));
        var (keys, error) = JsonIndex.Read("x", new MemoryStream(Encoding.UTF8.GetBytes($"{{\"weight_map\": {{{map}}}, \"metadata\": {{\"total_size\": 12}}}}")));
        Assert.Null(error);
        Assert.Equal("index.metadata.total_size", Assert.Single(keys).Path);
    }

    [Fact]
    public void No_piece_of_a_config_brings_the_reader_down()
    {
        var text = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Imports", "Configs", "GPT_OSS_20B.json"));
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
        {
            var bytes = text[..random.Next(text.Length + 1)];
            for (var j = random.Next(4); j > 0 && bytes.Length > 0; j--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var read = JsonConfig.Read("x", bytes);
            Assert.True(read.File is null != read.Error is null);
        }
    }

    private static string Read(string text) => JsonConfig.Read("x", Encoding.UTF8.GetBytes(text)).Error ?? "nothing was wrong";
}
