using System.Collections;
using System.Reflection;
using System.Text.Json;
using Ats.Server.Settings;

namespace Ats.Acceptance.Tests;

public sealed class SettingsTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(AtsProcess.Root, "docs", "settings.md"));

    [Theory]
    [InlineData(typeof(LiveSettings), "## Keys", true)]
    [InlineData(typeof(ArmEntry), "### `arms[]`", false)]
    [InlineData(typeof(SizingSettings), "### `sizing`", false)]
    [InlineData(typeof(ExchangeSettings), "### `exchange`", true)]
    [InlineData(typeof(KeySettings), "### `keys`", true)]
    [InlineData(typeof(PaperSettings), "### `paper`", true)]
    [InlineData(typeof(ForecasterSettings), "### `forecaster`", true)]
    public void Every_key_is_documented(Type type, string heading, bool variables)
    {
        var begin = Document.IndexOf(heading + "\n", StringComparison.Ordinal);
        Assert.True(begin >= 0, heading);
        var section = Document[begin..Document.IndexOf("\n#", begin + heading.Length, StringComparison.Ordinal)];
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite))
        {
            var key = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var row = section.Split('\n').SingleOrDefault(l => l.StartsWith($"| `{key}` |", StringComparison.Ordinal));
            Assert.True(row is not null, $"{key} is missing under '{heading}' of docs/settings.md");
            var isObject = property.PropertyType == typeof(ExchangeSettings) || property.PropertyType == typeof(KeySettings) || property.PropertyType == typeof(PaperSettings) || property.PropertyType == typeof(ForecasterSettings);
            if (variables && !isObject) Assert.Contains($"`ATS_{(type == typeof(LiveSettings) ? "" : type.Name.Replace("Settings", "", StringComparison.Ordinal).Replace("Key", "Keys", StringComparison.Ordinal).ToUpperInvariant() + "__")}{JsonNamingPolicy.SnakeCaseUpper.ConvertName(property.Name)}`", row, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_example_is_the_documents_and_valid()
    {
        var example = AtsProcess.Run("settings", "--example");
        Assert.Equal(0, example.Code);
        Assert.Contains(example.Out.Trim(), Document, StringComparison.Ordinal);
        Assert.Equal(3, Load(example.Out).Arms.Count);
    }

    [Fact]
    public void Effective_settings_are_printed_without_a_journals_password()
    {
        using var live = new LiveRun();
        var run = live.AtsWith("ATS_JOURNAL=mongodb://ats:hidden@db/ats ATS_LIMITS__PRICE_COLLAR=5", "settings");
        Assert.True(run.Code == 0, run.Error);
        Assert.DoesNotContain("hidden", run.Out, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal("mongodb://***@db/ats", json.RootElement.GetProperty("journal").GetString());
        Assert.Equal(5, json.RootElement.GetProperty("limits").GetProperty("price-collar").GetDouble());
        Assert.Equal(2000, json.RootElement.GetProperty("limits").GetProperty("order-notional").GetDouble());
    }

    [Theory]
    [InlineData("{ \"prot\": 1 }", "unknown key 'prot'. Did you mean 'port'?")]
    [InlineData("{ \"exchange\": { \"sate\": \"x\" } }", "unknown key 'exchange.sate'. Did you mean 'state'?")]
    [InlineData("{ \"arms\": [{ \"strategy\": \"cash\", \"capitl\": 1 }] }", "unknown key 'arms[0].capitl'. Did you mean 'capital'?")]
    [InlineData("{ \"port\": \"x\" }", "port: must be a whole number.")]
    [InlineData("{ \"port\": 70000 }", "port: 70000 must be 0 to 65535.")]
    [InlineData("{ \"environment\": \"demmo\" }", "environment: must be one of simulated, paper, demo, testnet, mainnet.")]
    [InlineData("{ \"exchange\": null }", "exchange: must be an object: { ... }.")]
    [InlineData("{ \"instruments\": \"x\" }", "instruments: must be a list: [ ... ].")]
    [InlineData("{ \"instruments\": [null] }", "instruments: '' is no instrument")]
    [InlineData("{ \"arms\": [null] }", "arms[0]: write an arm as")]
    [InlineData("{ \"arms\": [{}] }", "arms[0]: 'strategy' is missing.")]
    [InlineData("{ \"arms\": [{ \"strategy\": \"sma-cros\" }] }", "Did you mean 'sma-cross'?")]
    [InlineData("{ \"arms\": [{ \"strategy\": \"cash\" }, { \"strategy\": \"cash\" }] }", "arms: two are called 'cash': give them names.")]
    [InlineData("{ \"arms\": [{ \"strategy\": \"cash\", \"name\": \"manual\" }] }", "arms: 'manual' is the operator's own arm")]
    [InlineData("{ \"arms\": [{ \"strategy\": \"cash\", \"instruments\": [\"bybit:linear:ETHUSDT\"] }] }", "'bybit:linear:ETHUSDT' is not among the contest's instruments")]
    [InlineData("{ \"instruments\": [\"okx:linear:BTCUSDT\"] }", "instruments: 'okx:linear:BTCUSDT' cannot be traded here")]
    [InlineData("{ \"limits\": { \"nope\": 1 } }", "limits: Unknown limit 'nope'.")]
    [InlineData("{ \"port\": 1, \"port\": 2 }", "Duplicate property 'port'")]
    [InlineData("{ \"port\": 1,\n \"seed\": }", ", line 2: not valid JSON")]
    [InlineData("nonsense\n", ", line 1: not valid JSON")]
    [InlineData("[]", "the file must hold one JSON object")]
    public void A_wrong_file_gets_one_line_with_file_place_and_what_would_be_right(string text, string says)
    {
        var message = Assert.Throws<SettingsException>(() => Load(text)).Message;
        Assert.Contains(says, message, StringComparison.Ordinal);
        Assert.Contains("ats.json", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData("ATS_PROT", "1", "there is no setting 'prot'")]
    [InlineData("ATS_EXCHANGE__PROT", "1", "there is no setting 'exchange.prot'")]
    [InlineData("ATS_PORT__X", "1", "there is no setting 'port.x'")]
    [InlineData("ATS_BYBIT_DMO_KEY", "x", "keys are named ATS_BYBIT_DEMO_KEY")]
    [InlineData("ATS_PORT", "NaN", "port: must be a whole number.")]
    [InlineData("ATS_PORT", "70000", "port: 70000 must be 0 to 65535.")]
    [InlineData("ATS_INSTRUMENTS", "[bad", "not valid JSON")]
    public void A_wrong_variable_is_named(string name, string value, string says)
    {
        var message = Assert.Throws<SettingsException>(() => SettingsFile.Load(null, new Hashtable { [name] = value })).Message;
        Assert.StartsWith($"Environment variable {name}: ", message, StringComparison.Ordinal);
        Assert.Contains(says, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ATS_EXCHANGE__MARKET=nowhere", 2, "exchange.market: 'nowhere' is no market")]
    [InlineData("ATS_EXCHANGE__MARKET=replay:nowhere.csv", 3, "there is no such file")]
    [InlineData("ATS_INSTRUMENTS='[\"bybit:linear:DOGEUSDT\"]'", 2, "the market walk does not have 'bybit:linear:DOGEUSDT'; it has bybit:linear:BTCUSDT")]
    [InlineData("ATS_ARMS='[{\"strategy\":\"cash\"},{\"strategy\":\"cash\"}]'", 2, "two are called 'cash'")]
    public void What_a_run_would_refuse_the_check_refuses_and_the_run_before_anything_is_started(string variable, int code, string says)
    {
        using var live = new LiveRun();
        foreach (var command in new[] { "settings", "run" })
        {
            var ended = live.AtsWith(variable, command);
            Assert.True(ended.Code == code, ended.Error);
            Assert.Contains(says, ended.Error, StringComparison.Ordinal);
            Assert.False(Directory.Exists(live.Path("exchange")));
        }
    }

    [Fact]
    public void Wrong_settings_end_a_command_with_code_2()
    {
        using var live = new LiveRun();
        File.WriteAllText(live.Settings, "{ \"prot\": 1 }");
        Assert.All(new[] { "settings", "run", "status", "watchdog" }, command => Assert.Equal(2, live.Ats(command).Code));
        var missing = AtsProcess.Run("settings", "--settings", live.Path("nowhere.json"));
        Assert.Equal(2, missing.Code);
        Assert.StartsWith("ats: There is no settings file ", missing.Error, StringComparison.Ordinal);
    }

    private static LiveSettings Load(string text)
    {
        var directory = AtsProcess.Temporary();
        try
        {
            var path = Path.Combine(directory, "ats.json");
            File.WriteAllText(path, text);
            return SettingsFile.Load(path, new Hashtable());
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
