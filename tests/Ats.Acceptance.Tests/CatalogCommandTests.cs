using System.Text.Json;

namespace Ats.Acceptance.Tests;

public sealed class CatalogCommandTests
{
    [Theory]
    [InlineData("strategies", "sma-cross", "fast=10", "1 to 5000", "warm-up 30 bars", "Brock, Lakonishok & LeBaron 1992")]
    [InlineData("indicators", "macd", "slow=26", "2 to 10000", "from values to line, signal, histogram; warm-up 34 updates", "Appel 1979; TA-Lib MACD")]
    public void A_list_shows_parameters_ranges_and_warm_up_in_80_columns(string command, params string[] says)
    {
        var run = AtsProcess.Run(command);
        Assert.True(run.Code == 0, run.Error);
        Assert.Empty(run.Error);
        Assert.All(says, text => Assert.Contains(text, run.Out, StringComparison.Ordinal));
        Assert.All(run.Out.Split('\n'), line => Assert.True(line.Length <= 80 && line.TrimEnd() == line, line));
        Assert.DoesNotContain('\u001b', run.Out);
    }

    [Theory]
    [InlineData("strategies", "pairs", "sma-cross")]
    [InlineData("indicators", "rsi", "macd")]
    public void A_name_shows_that_one_alone(string command, string name, string other)
    {
        var run = AtsProcess.Run(command, name);
        Assert.Equal(0, run.Code);
        Assert.StartsWith(name + "\n", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(other, run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_lists_every_indicator_with_what_it_takes_and_gives()
    {
        using var all = Json("indicators", "--json");
        Assert.True(all.RootElement.GetArrayLength() >= 24);
        Assert.All(all.RootElement.EnumerateArray(), indicator =>
        {
            Assert.NotEmpty(indicator.GetProperty("inputs").EnumerateArray());
            Assert.NotEmpty(indicator.GetProperty("outputs").EnumerateArray());
            Assert.True(indicator.GetProperty("warmUp").GetInt32() >= 1);
            Assert.All(indicator.GetProperty("parameters").EnumerateArray(), p =>
                Assert.InRange(p.GetProperty("default").GetDouble(), p.GetProperty("minimum").GetDouble(), p.GetProperty("maximum").GetDouble()));
        });
    }

    [Fact]
    public void Json_of_a_name_is_one_object()
    {
        using var pairs = Json("strategies", "pairs", "--json");
        Assert.Equal("pairs", pairs.RootElement.GetProperty("name").GetString());
        Assert.Equal(2, pairs.RootElement.GetProperty("instruments").GetInt32());
        Assert.Equal(["period", "enter", "exit"], pairs.RootElement.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("Unknown strategy 'sma-cros'. Did you mean 'sma-cross'?", "strategies", "sma-cros")]
    [InlineData("Unknown indicator 'bolinger'. Did you mean 'bollinger'?", "indicators", "bolinger", "--json")]
    [InlineData("Unknown indicator 'qqqqqqqq'. 'ats indicators' lists what there is.", "indicators", "qqqqqqqq")]
    public void An_unknown_name_gets_one_line_with_the_nearest_and_code_2(string says, params string[] arguments)
    {
        var run = AtsProcess.Run(arguments);
        Assert.Equal(2, run.Code);
        Assert.Equal("ats: " + says, run.Error.Trim());
        Assert.Empty(run.Out);
    }

    private static JsonDocument Json(params string[] arguments)
    {
        var run = AtsProcess.Run(arguments);
        Assert.True(run.Code == 0, run.Error);
        return JsonDocument.Parse(run.Out);
    }
}
