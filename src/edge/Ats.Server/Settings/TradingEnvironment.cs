namespace Ats.Server.Settings;

/// <summary>Where orders go.</summary>
public enum TradingEnvironment
{
    /// <summary>A Bybit-compatible exchange on this machine, started with the run. No keys, no internet.</summary>
    Simulated,

    /// <summary>Bybit's real public data, fills made here.</summary>
    Paper,

    Demo,
    Testnet,

    /// <summary>Real money.</summary>
    Mainnet,
}
