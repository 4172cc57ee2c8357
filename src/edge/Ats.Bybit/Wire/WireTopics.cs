namespace Ats.Bybit.Wire;

/// <summary>Names of WebSocket topics.</summary>
public static class WireTopics
{
    public const string OrderBookPrefix = "orderbook.";
    public const string PublicTradePrefix = "publicTrade.";
    public const string TickersPrefix = "tickers.";
    public const string KlinePrefix = "kline.";
    public const string AllLiquidationPrefix = "allLiquidation.";

    public const string Order = "order";
    public const string Execution = "execution";
    public const string FastExecution = "execution.fast";
    public const string Position = "position";
    public const string Wallet = "wallet";

    /// <param name="depth">1, 50, 200 or 1000 levels.</param>
    /// <param name="symbol">Upper case, as the exchange names it.</param>
    public static string OrderBook(int depth, string symbol) => $"{OrderBookPrefix}{depth}.{symbol}";

    public static string PublicTrade(string symbol) => PublicTradePrefix + symbol;

    public static string Tickers(string symbol) => TickersPrefix + symbol;

    /// <param name="interval">See <see cref="WireIntervals"/>.</param>
    /// <param name="symbol">Upper case, as the exchange names it.</param>
    public static string Kline(string interval, string symbol) => $"{KlinePrefix}{interval}.{symbol}";

    public static string AllLiquidation(string symbol) => AllLiquidationPrefix + symbol;
}
