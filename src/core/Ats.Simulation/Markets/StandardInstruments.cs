using Ats.Domain;

namespace Ats.Simulation.Markets;

/// <summary>The instruments of an invented Bybit: 0 BTCUSDT and 1 ETHUSDT linear, 2 BTCUSDT and 3 ETHUSDT spot, with rules as Bybit publishes them.</summary>
public static class StandardInstruments
{
    public static IReadOnlyList<Instrument> Create() =>
    [
        Linear("BTC", 0.1m, 0.001m, 1190m),
        Linear("ETH", 0.01m, 0.01m, 7240m),
        Spot("BTC", 0.1m, 0.000001m, 83m),
        Spot("ETH", 0.01m, 0.00001m, 1500m),
    ];

    private static Instrument Linear(string coin, decimal tick, decimal lot, decimal max) => Make(ContractKind.LinearPerpetual, coin, tick, lot, max) with
    {
        MaxLeverage = 100m,
        MaintenanceMarginRate = 0.005m,
    };

    private static Instrument Spot(string coin, decimal tick, decimal lot, decimal max) => Make(ContractKind.Spot, coin, tick, lot, max);

    private static Instrument Make(ContractKind kind, string coin, decimal tick, decimal lot, decimal max) =>
        new(new InstrumentId("bybit", kind, coin + "USDT"), new Asset(coin), new Asset("USDT"), Price.FromDecimal(tick), Quantity.FromDecimal(lot))
        {
            MinNotional = 5m,
            MaxQuantity = Quantity.FromDecimal(max),
            Rules = RulesSource.Exchange,
        };
}
