namespace Ats.Bybit;

public enum EnvironmentKind : byte
{
    /// <summary>Our own exchange on this machine.</summary>
    Simulated,

    /// <summary>Bybit's demo trading: mainnet prices, play money.</summary>
    Demo,
    Testnet,

    /// <summary>Real money.</summary>
    Mainnet,
}
