using System.Text.Json;
using Ats.Bybit.Exchange.Core;

namespace Ats.Bybit.Exchange.Wire;

/// <summary>The unified account with its coins, as wallet-balance and the wallet stream show it (SPEC.md 9).</summary>
internal static class WalletRow
{
    /// <param name="only">Coins to show even when zero; null shows the ones that are not zero.</param>
    public static void Write(Utf8JsonWriter json, Account account, ExchangeCore core, string[]? only)
    {
        var margin = Margin.Of(account, core);
        json.WriteStartObject();
        json.WriteString("accountType"u8, "UNIFIED"u8);
        Usd(json, "totalEquity"u8, margin.Balance);
        Usd(json, "totalWalletBalance"u8, margin.Wallet);
        Usd(json, "totalMarginBalance"u8, margin.Balance);
        Usd(json, "totalAvailableBalance"u8, margin.Available);
        Usd(json, "totalPerpUPL"u8, margin.Unrealised);
        Usd(json, "totalInitialMargin"u8, margin.Initial);
        Usd(json, "totalInitialMarginByMp"u8, margin.Initial);
        Usd(json, "totalMaintenanceMargin"u8, margin.Maintenance);
        Usd(json, "totalMaintenanceMarginByMp"u8, margin.Maintenance);
        var initialRate = margin.Balance > 0 ? margin.Initial / margin.Balance : 0;
        var maintenanceRate = margin.Balance > 0 ? margin.Maintenance / margin.Balance : 0;
        json.Number("accountIMRate"u8, decimal.Round(initialRate, 6));
        json.Number("accountIMRateByMp"u8, decimal.Round(initialRate, 6));
        json.Number("accountMMRate"u8, decimal.Round(maintenanceRate, 6));
        json.Number("accountMMRateByMp"u8, decimal.Round(maintenanceRate, 6));
        json.WriteString("accountLTV"u8, "0"u8);
        json.WriteStartArray("coin"u8);
        foreach (var coin in account.Coins.Values)
        {
            if (only is null ? coin.Wallet == 0 && coin.Locked == 0 : !only.Contains(coin.Coin)) continue;
            WriteCoin(json, account, coin, core);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCoin(Utf8JsonWriter json, Account account, CoinBalance coin, ExchangeCore core)
    {
        decimal unrealised = 0, position = 0, orders = 0, maintenance = 0;
        foreach (var holding in account.Holdings)
        {
            if (!holding.Listing.IsLinear || holding.Listing.QuoteCoin != coin.Coin) continue;
            var value = 0m;
            foreach (var state in holding.Positions)
            {
                if (state.Size.IsZero) continue;
                value += state.MarkValue;
                unrealised += state.Unrealised;
            }

            position += value / holding.Leverage;
            maintenance += value * holding.Listing.Rules.MaintenanceMarginRate;
            if (holding.BuyOrderValue != 0 || holding.SellOrderValue != 0) orders += Margin.Exposure(holding, 0, 0) - (value / holding.Leverage);
        }

        var equity = coin.Wallet + unrealised;
        json.WriteStartObject();
        json.WriteString("coin"u8, coin.Coin);
        json.Number("equity"u8, equity);
        Usd(json, "usdValue"u8, equity * core.UsdPrice(coin.Coin));
        json.Number("walletBalance"u8, coin.Wallet);
        json.Number("locked"u8, coin.Locked);
        json.WriteString("borrowAmount"u8, "0"u8);
        json.WriteString("spotBorrow"u8, "0"u8);
        json.WriteString("accruedInterest"u8, "0"u8);
        json.Number("totalOrderIM"u8, decimal.Round(orders, 8));
        json.Number("totalPositionIM"u8, decimal.Round(position, 8));
        json.Number("totalPositionMM"u8, decimal.Round(maintenance, 8));
        json.Number("unrealisedPnl"u8, unrealised);
        json.Number("cumRealisedPnl"u8, coin.CumRealised);
        json.WriteString("bonus"u8, "0"u8);
        json.WriteBoolean("marginCollateral"u8, true);
        json.WriteBoolean("collateralSwitch"u8, true);
        json.WriteString("spotHedgingQty"u8, "0"u8);
        json.WriteString("availableToWithdraw"u8, ""u8);
        json.WriteString("availableToBorrow"u8, ""u8);
        json.WriteString("free"u8, ""u8);
        json.WriteEndObject();
    }

    private static void Usd(Utf8JsonWriter json, ReadOnlySpan<byte> name, decimal value) => json.Number(name, decimal.Round(value, 8));
}
