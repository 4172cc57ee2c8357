using System.Collections;
using Ats.Server.Settings;

namespace Ats.Edge.Tests.Live;

public sealed class SettingsFileTests
{
    [Fact]
    public void Without_a_file_everything_has_its_default() => Assert.Equal(new LiveSettings().Capital, SettingsFile.Load(null, new Hashtable()).Capital);

    [Fact]
    public void Comments_and_trailing_commas_are_allowed_and_variables_win()
    {
        var settings = Load("{ // mine\n \"capital\": 500, \"exchange\": { \"port\": 7, \"market\": \"walk\" }, }", ("ATS_CAPITAL", "750"), ("ATS_EXCHANGE__PORT", "9"), ("ATS_ON_STOP", "flatten"), ("ATS_BYBIT_DEMO_KEY", "secret"));
        Assert.Equal((750m, 9, "walk", StopPolicy.Flatten), (settings.Capital, settings.Exchange.Port, settings.Exchange.Market, settings.OnStop));
    }

    [Theory]
    [InlineData("{ \"capitol\": 5 }", "capitol")]
    [InlineData("{ \"exchange\": { \"prt\": 5 } }", "prt")]
    [InlineData("{ \"capital\": -1 }", "capital")]
    [InlineData("{ \"port\": 70000 }", "port")]
    [InlineData("{ \"port\": 5081 }", "forecaster.port: 5081 is port already")]
    [InlineData("{ \"port\": 7, \"exchange\": { \"port\": 7 } }", "exchange.port: 7 is port already")]
    [InlineData("{ \"instruments\": [] }", "instruments")]
    [InlineData("{ \"sizing\": { \"quantity\": 1, \"fraction\": 1 } }", "sizing")]
    [InlineData("{ \"lastResortStopPercent\": 100 }", "lastResortStopPercent")]
    [InlineData("{ \"environment\": 3 }", "environment")]
    [InlineData("{ \"capital\": \n oops }", "line 2")]
    [InlineData("[]", "object")]
    public void What_is_wrong_is_named(string text, string named) => Assert.Contains(named, Assert.Throws<SettingsException>(() => Load(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{ \"port\": 0, \"exchange\": { \"port\": 0 } }")]
    [InlineData("{ \"port\": 5081, \"forecaster\": { \"enabled\": false } }")]
    [InlineData("{ \"port\": 5081, \"forecaster\": { \"address\": \"http://127.0.0.1:5082\" } }")]
    [InlineData("{ \"port\": 7, \"exchange\": { \"port\": 7, \"address\": \"http://127.0.0.1:8\" } }")]
    public void A_port_that_the_run_does_not_open_is_in_nobodys_way(string text) => Load(text);

    [Theory]
    [InlineData("ATS_CAPITOL")]
    [InlineData("ATS_EXCHANGE__PRT")]
    [InlineData("ATS_CAPITAL__PORT")]
    public void An_unknown_variable_is_named(string name) => Assert.Contains(name, Assert.Throws<SettingsException>(() => Load("{}", (name, "1"))).Message, StringComparison.Ordinal);

    private static LiveSettings Load(string text, params (string Name, string Value)[] variables)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, text);
            var environment = new Hashtable();
            foreach (var (name, value) in variables) environment[name] = value;
            return SettingsFile.Load(file, environment);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
