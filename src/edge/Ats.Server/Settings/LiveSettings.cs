using System.Text.Json.Serialization;

namespace Ats.Server.Settings;

/// <summary>
/// The settings file of a live contest, <c>ats.json</c>. Every key has a default, unknown keys are refused, comments and trailing commas
/// are allowed. An environment variable <c>ATS_KEY</c> (nested keys joined by <c>__</c>, as in <c>ATS_EXCHANGE__PORT</c>) overrides a value.
/// Secrets are never in this file: see <see cref="KeySettings"/>.
/// </summary>
public sealed record LiveSettings
{
    /// <summary>Where orders go: simulated, paper, demo, testnet or mainnet.</summary>
    public TradingEnvironment Environment { get; init; } = TradingEnvironment.Simulated;

    /// <summary>What is traded, as exchange:kind:SYMBOL. One-instrument strategies trade the first; pairs the first two.</summary>
    public IReadOnlyList<string> Instruments { get; init; } = ["bybit:linear:BTCUSDT"];

    /// <summary>Contestants. Empty: every strategy of the catalog with its defaults.</summary>
    public IReadOnlyList<ArmEntry> Arms { get; init; } = [];

    /// <summary>Capital of each arm that states none, quote units.</summary>
    public decimal Capital { get; init; } = 10_000m;

    /// <summary>Bars that strategies see.</summary>
    public string Interval { get; init; } = "1m";

    public SizingSettings Sizing { get; init; } = new();

    /// <summary>Limits by catalog name, of every arm or (total-...) of all together, over the catalog's defaults; NaN = off. An arm may state its own.</summary>
    public IReadOnlyDictionary<string, double> Limits { get; init; } = new Dictionary<string, double>();

    /// <summary>Seed of the invented market and of controls that draw at random.</summary>
    public long Seed { get; init; } = 7;

    /// <summary>Where everything is journaled: a SQLite file or a mongodb:// address.</summary>
    public string Journal { get; init; } = "runs/live/journal.db";

    /// <summary>Port of the site and the API on loopback; 0 = any free one.</summary>
    public int Port { get; init; } = 5080;

    /// <summary>What happens to positions when the run is stopped by Ctrl-C.</summary>
    public StopPolicy OnStop { get; init; } = StopPolicy.Keep;

    /// <summary>Distance of the stop of last resort that rests at the exchange, percent of the price.</summary>
    public double LastResortStopPercent { get; init; } = 10;

    /// <summary>Minutes of one-minute bars that strategies are shown before trading.</summary>
    public int WarmUpMinutes { get; init; } = 1000;

    public ExchangeSettings Exchange { get; init; } = new();

    public PaperSettings Paper { get; init; } = new();

    public KeySettings Keys { get; init; } = new();

    public ForecasterSettings Forecaster { get; init; } = new();

    /// <summary>File of the operator's token; made with a random one on first use, readable by its owner only.</summary>
    public string OperatorTokenFile { get; init; } = "runs/live/operator-token";

    [JsonIgnore]
    public bool IsInventedMarket => Environment == TradingEnvironment.Paper
        ? Paper.Address is not null
        : Environment == TradingEnvironment.Simulated && !Exchange.Market.StartsWith("replay:", StringComparison.Ordinal);
}
