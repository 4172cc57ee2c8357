namespace Ats.Domain;

public enum TradingMode : byte
{
    Backtest,
    Paper,
    Live,
}
