using System.Text.Json;
using Ats.Bybit.Limits;
using Ats.Bybit.Wire;

namespace Ats.Bybit.Rest;

/// <summary>Positions over REST. "Already so" answers are Ok.</summary>
public sealed class PositionApi
{
    private const int MaxPages = 50;

    private readonly RestTransport _transport;

    internal PositionApi(RestTransport transport) => _transport = transport;

    /// <summary>A symbol's positions (told even when flat), or all open ones of a settle coin.</summary>
    public async Task<Outcome<IReadOnlyList<PositionRow>>> ListAsync(string? symbol, string? settleCoin = null, CancellationToken cancel = default)
    {
        var all = new List<PositionRow>();
        var result = await ReadPages.AllAsync(
            _transport,
            cursor => RestCall.Read(
                WirePaths.PositionList,
                new Query().Add("category", Category.Linear.Text()).Add("symbol", symbol).Add("settleCoin", symbol is null ? settleCoin ?? "USDT" : null).Add("limit", 200).Cursor(cursor),
                RateGroup.PositionList),
            static row => PositionRow.Read(row, Category.Linear),
            all,
            MaxPages,
            cancel);
        return result.Select(_ => (IReadOnlyList<PositionRow>)all);
    }

    /// <summary>The same leverage both ways, as one-way and cross need it.</summary>
    public Task<Outcome<bool>> SetLeverageAsync(string symbol, decimal leverage, CancellationToken cancel = default) => SendAsync(
        WirePaths.SetLeverage,
        RateGroup.SetLeverage,
        RatePriority.Query,
        json =>
        {
            json.WriteString("symbol"u8, symbol);
            OrderBodies.Decimal(json, "buyLeverage"u8, leverage);
            OrderBodies.Decimal(json, "sellLeverage"u8, leverage);
        },
        cancel);

    /// <summary>One position per symbol (ATS nets) or a long and a short one.</summary>
    public Task<Outcome<bool>> SwitchModeAsync(string symbol, bool hedge, CancellationToken cancel = default) => SendAsync(
        WirePaths.SwitchMode,
        RateGroup.SwitchMode,
        RatePriority.Query,
        json =>
        {
            json.WriteString("symbol"u8, symbol);
            json.WriteNumber("mode"u8, hedge ? 3 : 0);
        },
        cancel);

    /// <summary>The stop of last resort: on the whole position, at market.</summary>
    public Task<Outcome<bool>> TradingStopAsync(TradingStop stop, CancellationToken cancel = default) => SendAsync(
        WirePaths.TradingStop,
        RateGroup.TradingStop,
        RatePriority.Protect,
        json =>
        {
            json.WriteString("symbol"u8, stop.Symbol);
            json.WriteString("tpslMode"u8, WireWords.Full);
            json.WriteNumber("positionIdx"u8, stop.PositionIdx);
            OrderBodies.Decimal(json, "takeProfit"u8, stop.TakeProfit);
            OrderBodies.Decimal(json, "stopLoss"u8, stop.StopLoss);
            if (stop.StopLoss is not null) json.WriteString("slTriggerBy"u8, stop.StopLossTriggerBy);
        },
        cancel);

    private Task<Outcome<bool>> SendAsync(string path, RateGroup group, RatePriority priority, Action<Utf8JsonWriter> write, CancellationToken cancel) => _transport.SendAsync(
        RestCall.Write(
            path,
            OrderBodies.Body(json =>
            {
                json.WriteString("category"u8, Category.Linear.Text());
                write(json);
            }),
            new RateRequest(group, Category.Linear, priority)),
        static _ => true,
        cancel);
}
