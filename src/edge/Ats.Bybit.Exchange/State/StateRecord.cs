namespace Ats.Bybit.Exchange.State;

/// <summary>Kinds of records in the state log; numbers are on disk, never reuse one.</summary>
internal enum StateRecord : byte
{
    Header = 1,
    Order = 2,
    Execution = 3,
    ClosedPnl = 4,
    WalletChange = 5,
    Coin = 6,
    Holding = 7,
    Clock = 8,
    Minute = 9,
    Funding = 10,
    UsedLink = 11,
}
