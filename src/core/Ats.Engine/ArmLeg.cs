using System.Runtime.CompilerServices;
using Ats.Domain;
using Ats.Engine.Ledger;
using Ats.Engine.Orders;
using Ats.Engine.Risk;
using Ats.Engine.Sizing;

namespace Ats.Engine;

/// <summary>One arm on one instrument: position, wanted target, working orders, the round trip in progress.</summary>
public sealed class ArmLeg
{
    internal ArmLeg(Arm arm, int index, short instrumentIndex, InstrumentState market, ISizing sizing)
    {
        Arm = arm;
        Index = index;
        InstrumentIndex = instrumentIndex;
        Market = market;
        Sizing = sizing;
        if (arm.Execution.Style != ExecutionStyle.Taker && arm.Sheet is null) Work = new PatientWork();
    }

    public Arm Arm { get; }

    public int Index { get; }

    public short InstrumentIndex { get; }

    /// <summary>With its rules as they are now.</summary>
    public Instrument Instrument => Market.Instrument;

    public Position Position { get; } = new();

    /// <summary>Spot: the coins the arm owns, exact; the position is that rounded down to what quantities can say.</summary>
    public decimal Coins => Arm.Ledger.BaseBalance(Index, LedgerAccount.Inventory);

    /// <summary>Nothing is held that could be sold: where fees are taken out of the coins, a part of a lot can be left over.</summary>
    public bool IsFlat => IsFlatAt(Position.Quantity.Raw);

    /// <summary>Signed base quantity wanted.</summary>
    public Quantity Target { get; internal set; }

    /// <summary>Orders sent and not finished. The objects are reused after their end: copy what you keep.</summary>
    public IReadOnlyList<Order> WorkingOrders => Working;

    /// <summary>PnL of what is held at the last mark, quote units.</summary>
    public double UnrealizedPnl => Instrument.Kind == ContractKind.Spot ? Value - Cost : Value;

    internal InstrumentState Market { get; }

    /// <summary>Its own, since a sizing may measure the instrument.</summary>
    internal ISizing Sizing { get; }

    internal List<Order> Working { get; } = [];

    /// <summary>How far a patient execution has come; null where the arm takes.</summary>
    internal PatientWork? Work { get; }

    /// <summary>Forecasts of the horizon its strategy uses; null = none came, or it uses none.</summary>
    internal ForecastState? Forecasts;

    /// <summary>When a refusal was last journaled, and which way its chance pointed.</summary>
    internal Timestamp RefusalNotedAt = Timestamp.MinValue;

    internal int RefusalSign;

    /// <summary>The latest chance its strategy let go, basis points; NaN = none stated.</summary>
    public double RefusedEdgeBps { get; internal set; } = double.NaN;

    /// <summary>What going in and out costs now, basis points: see <see cref="Targets.CostBps"/>.</summary>
    public double CostBps => Arm.Targets.CostBps(Index);

    internal RoundTripTracker Trip { get; } = new();

    /// <summary>Level the target was sized for; NaN before the first.</summary>
    internal double SizedLevel = double.NaN;

    /// <summary>What sizing wanted when it rounds to no lot at all, signed base units; 0 = nothing, or enough.</summary>
    internal double SmallWish;

    /// <summary>The exchange refused an increase to this target: not tried again until the level changes.</summary>
    internal bool GivenUp;

    /// <summary>Level at which the stop closed the position (NaN = not stopped): held flat until the strategy wants another level.</summary>
    internal double StoppedLevel = double.NaN;

    /// <summary>When a strategy without bars was last shown something.</summary>
    internal Timestamp LastSeen = Timestamp.MinValue;

    internal DecisionOutcome LastOutcome;
    internal DenialCode LastDenial;
    internal double Held;
    internal double Cost;
    internal double ValueOffset;
    internal double Value;

    internal bool IsFlatAt(long raw) => raw == 0 || (Instrument.FeesInReceived && Math.Abs(raw) < Instrument.LotSize.Raw);

    /// <summary>Spot: a sale that the exchange would refuse for its worth. (Of a perpetual it takes reductions of any worth.)</summary>
    internal bool IsTooSmallToSell(Side side, Quantity quantity) =>
        Instrument.FeesInReceived && side == Side.Sell && quantity.ToDouble() * Market.MarkPrice.ToDouble() < (double)Instrument.MinNotional;

    /// <summary>Signed quantity of orders not yet filled.</summary>
    public Quantity WorkingQuantity
    {
        get
        {
            var sum = 0L;
            foreach (var order in Working) sum += order.Intent.Side == Side.Buy ? order.Remaining.Raw : -order.Remaining.Raw;
            return new Quantity(sum);
        }
    }

    /// <summary>Signed quantity not yet filled of the orders on one side, without the one named.</summary>
    internal Quantity WorkingOn(Side side, ClientOrderId except)
    {
        var sum = 0L;
        foreach (var order in Working)
        {
            if (order.Intent.Side == side && order.Id != except) sum += order.Remaining.Raw;
        }

        return new Quantity(side == Side.Buy ? sum : -sum);
    }

    /// <summary>Gross notional at a price if every working order that adds to it fills, quote units.</summary>
    internal double WorstExposure(double price) => WorstPosition() * price;

    /// <summary>Largest position, base units, either way, if every working order that adds to it fills.</summary>
    internal double WorstPosition()
    {
        var held = Position.Quantity.Raw;
        var up = held + WorkingOn(Side.Buy, default).Raw;
        var down = held + WorkingOn(Side.Sell, default).Raw;
        return new Quantity(Math.Max(Math.Abs(up), Math.Abs(down))).ToDouble();
    }

    /// <summary>Gross notional at mark, quote units.</summary>
    public double Exposure(double price) => Math.Abs(Held) * price;

    /// <summary>Works the cost out anew; without best prices everything is taken, at an allowance for the spread.</summary>
    internal void RefreshCost(double spreadAllowanceBps)
    {
        var quoted = Market.Bid > 0 && Market.Ask > 0;
        var spread = quoted ? 20_000.0 * (Market.Ask - Market.Bid) / ((double)Market.Ask + Market.Bid) : spreadAllowanceBps;
        var policy = quoted ? Arm.Execution : ExecutionPolicy.Taker;
        Arm.Targets.SetCost(Index, policy.RoundTripCostBps(Instrument.Fees, Math.Max(spread, 0)));
    }

    /// <summary>Signed quantity its sizing makes of a level at the mark, base units; NaN when not known yet.</summary>
    internal double Wanted(double level) => Sizing.Quantity(level, new SizingContext(Instrument, Market.MarkPrice.ToDouble(), Arm.Equity, Arm.Legs.Length));

    /// <summary>A wanted quantity rounded down to whole lots; nothing where it is not known.</summary>
    internal Quantity Rounded(double quantity) =>
        Instrument.RoundDown(double.IsFinite(quantity) ? Quantity.FromDouble(Math.Clamp(quantity, -9e10, 9e10)) : Quantity.Zero);

    /// <summary>Values the position over a span of prices (a bar's low, high and close; or one price three times).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Mark(double low, double high, double close)
    {
        Value = (Held * close) - ValueOffset;
        var atLow = (Held * low) - Cost;
        var atHigh = (Held * high) - Cost;
        Trip.Mark(Math.Min(atLow, atHigh), Math.Max(atLow, atHigh));
        Arm.Remark();
    }

    internal void Restore(LegCarry carry)
    {
        Position.Restore(carry.Position, carry.Basis);
        Target = carry.Target;
        SizedLevel = carry.SizedLevel;
        StoppedLevel = carry.StoppedLevel;
        Trip.Restore(carry.Trip);
        Refresh((double)Position.AverageEntry);
        Value = carry.Value ?? Value;
        Arm.Remark();
    }

    /// <summary>Refreshes the doubles after the books changed.</summary>
    internal void Refresh(double price)
    {
        Held = Position.Quantity.ToDouble();
        Cost = (double)Position.Basis;
        ValueOffset = Instrument.Kind == ContractKind.Spot ? 0 : Cost;
        Value = (Held * price) - ValueOffset;
        Arm.RefreshCash();
    }
}
