namespace Ats.Bybit.Exchange.Core;

/// <summary>An account's amount of one coin.</summary>
internal sealed class CoinBalance(string coin)
{
    public readonly string Coin = coin;
    public decimal Wallet;

    /// <summary>Held for open spot orders.</summary>
    public decimal Locked;
    public decimal CumRealised;
}
