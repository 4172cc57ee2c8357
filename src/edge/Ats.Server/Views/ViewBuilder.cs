using Ats.Domain;
using Ats.Engine;
using Ats.Strategies;

namespace Ats.Server.Views;

/// <summary>Makes a <see cref="LiveView"/> of an engine. Called on the engine's thread.</summary>
internal sealed class ViewBuilder
{
    private readonly IReadOnlyList<Instrument> _instruments;
    private readonly (string Kind, string Description)[] _about;

    public ViewBuilder(TradingEngine engine, IReadOnlyList<Instrument> instruments)
    {
        _instruments = instruments;
        _about = [.. engine.Arms.Select(a => About(a.Settings.Strategy))];
    }

    public LiveView Build(TradingEngine engine, Timestamp now) => new(
        engine.Sequence,
        now.ToDateTime(),
        engine.IsTrading,
        engine.StateHash.ToString(),
        [.. _instruments.Select((instrument, i) => Market(engine.MarketOf((short)i), instrument))],
        [.. engine.Arms.Select(a => Arm(engine, a))],
        [.. engine.Arms.SelectMany(a => a.Legs).Where(l => !l.IsFlat || !l.Target.IsZero).Select(l => Position(l, engine))],
        [.. engine.Arms.SelectMany(a => a.Legs).SelectMany(l => l.WorkingOrders.Select(o => Order(l, o)))],
        [.. engine.TotalLimits().Select(l => Limit(null, l)), .. engine.Arms.SelectMany(a => engine.LimitsOf(a.Index).Select(l => Limit(a.Name, l)))],
        [.. _instruments.Select((_, i) => Net(engine, i))]);

    private static NetView Net(TradingEngine engine, int instrument)
    {
        decimal held = 0, basis = 0;
        foreach (var leg in engine.Arms.SelectMany(a => a.Legs).Where(l => l.InstrumentIndex == instrument))
        {
            if (leg.Instrument.Kind == ContractKind.Spot)
            {
                held += leg.Coins;
                continue;
            }

            held += leg.Position.Quantity.ToDecimal();
            basis += leg.Position.Basis;
        }

        return new NetView(held, basis);
    }

    private static (string Kind, string Description) About(string strategy)
    {
        var entry = StrategyCatalog.Find(strategy.Split(':')[0]);
        return entry is null ? ("manual", "Orders the operator gives by hand.") : (entry.Kind switch { StrategyKind.Control => "control", StrategyKind.Ai => "ai", _ => "classical" }, entry.Description);
    }

    private static MarketView Market(MarketSnapshot market, Instrument instrument) => new(
        instrument.Id.ToString(),
        instrument.Id.Symbol,
        market.Last.ToDecimal(),
        market.Bid.ToDecimal(),
        market.Ask.ToDecimal(),
        market.Mark.ToDecimal(),
        market.ReceivedAt.Nanoseconds == 0 ? null : market.ReceivedAt.ToDateTime());

    private ArmView Arm(TradingEngine engine, Arm arm)
    {
        var capital = (double)arm.Settings.Capital;
        var exposure = 0.0;
        var unrealized = 0.0;
        foreach (var leg in arm.Legs)
        {
            exposure += Math.Abs(leg.Position.Quantity.ToDouble()) * engine.MarkOf(leg.InstrumentIndex).ToDouble();
            unrealized += leg.UnrealizedPnl;
        }

        var started = arm.Ledger.QuoteBalance(LedgerAccount.Capital) != 0;
        return new ArmView(
            arm.Index,
            arm.Name,
            arm.Settings.Strategy,
            _about[arm.Index].Kind,
            _about[arm.Index].Description,
            arm.Settings.Capital,
            started ? arm.Ledger.Cash : arm.Settings.Capital,
            started ? arm.Equity : capital,
            started ? arm.Equity - capital : 0,
            started ? (arm.Equity / capital) - 1 : 0,
            arm.RealizedPnl,
            unrealized,
            arm.Ledger.FeesPaid,
            arm.Ledger.FundingPaid,
            arm.Turnover,
            arm.MaxDrawdown,
            arm.Equity > 0 ? exposure / arm.Equity : 0,
            arm.TimeInMarket,
            arm.OrdersSent,
            arm.FillCount,
            arm.RoundTripCount,
            arm.DenialCount,
            arm.RejectionCount,
            arm.RefusalCount,
            arm.ForecastGapCount,
            StateName(arm.Gate.State),
            arm.IsFlattening,
            arm.IsLiquidated,
            arm.Observations >= arm.Strategy.WarmUp);
    }

    private static PositionView Position(ArmLeg leg, TradingEngine engine) => new(
        leg.Arm.Name,
        leg.Instrument.Id.ToString(),
        leg.Position.Quantity.ToDecimal(),
        leg.Position.AverageEntry,
        leg.Position.Basis,
        engine.MarkOf(leg.InstrumentIndex).ToDecimal(),
        Math.Round((decimal)leg.UnrealizedPnl, 8),
        leg.Target.ToDecimal());

    private static OrderView Order(ArmLeg leg, Engine.Orders.Order order) => new(
        order.Id.ToString(),
        leg.Arm.Name,
        leg.Instrument.Id.ToString(),
        order.Intent.Side == Side.Buy ? "buy" : "sell",
        order.Intent.Type == OrderType.Market ? "market" : "limit",
        order.Intent.TimeInForce.ToString(),
        order.Intent.Quantity.ToDecimal(),
        order.Filled.ToDecimal(),
        order.Intent.Type == OrderType.Limit ? order.Intent.Price.ToDecimal() : null,
        order.Status.ToString(),
        order.Intent.ReduceOnly,
        order.Intent.DecidedAt.ToDateTime(),
        order.CancelRequested);

    private static LimitView Limit(string? arm, Engine.Risk.LimitView limit) => new(
        arm,
        limit.Name,
        limit.Description,
        limit.Unit,
        limit.Threshold,
        double.IsFinite(limit.Value) ? limit.Value : null,
        StateName(limit.State),
        limit.Since == Timestamp.MinValue ? null : limit.Since.ToDateTime());

    public static string StateName(TradingState state) => state switch
    {
        TradingState.Active => "active",
        TradingState.ReduceOnly => "reduceOnly",
        _ => "halted",
    };
}
