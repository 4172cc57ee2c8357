namespace Ats.Domain;

/// <summary>Kinds of journal entries; flags, so that a reader can ask for several.</summary>
[Flags]
public enum JournalKind
{
    None = 0,

    /// <summary>A market event as the engine took it (<see cref="MarketEvent"/>).</summary>
    Market = 1,

    /// <summary>What the exchange said (<see cref="OrderEvent"/>), an engine input.</summary>
    OrderEvent = 2,

    /// <summary>An approved order as handed to the gateway (<see cref="OrderIntent"/>).</summary>
    Order = 4,

    Decision = 8,
    Fill = 16,
    Ledger = 32,
    RoundTrip = 64,
    Equity = 128,

    /// <summary>What an operator told the engine (<see cref="OperatorCommand"/>), an engine input.</summary>
    Command = 256,

    /// <summary>A limit on an arm's standing, or on all arms together, was passed or has recovered (<see cref="LimitBreach"/>).</summary>
    LimitBreach = 512,

    /// <summary>The forecasts among the market events: kept even where the others are told by the tape's hash. Read back as <see cref="Market"/>.</summary>
    Forecast = 1024,

    /// <summary>Everything the engine takes: what a replay needs.</summary>
    Inputs = Market | OrderEvent | Command,
    All = 2047,
}
