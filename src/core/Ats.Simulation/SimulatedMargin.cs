using Ats.Domain;

namespace Ats.Simulation;

/// <summary>
/// What accounts may open, what positions pay, and when they are closed by force. Spot is paid in full. Perpetuals are margined per arm
/// (cross within the arm, which with one position equals Bybit's isolated margin with all of the arm's cash as position margin):
/// initial margin = |cost| / leverage; maintenance margin = size × value × (maintenance rate + taker fee to close); an arm whose
/// equity is at or below its maintenance margin is closed whole at its bankruptcy price, where nothing is left after the taker fee.
/// What the market took beyond that the exchange's insurance fund bears. Value is the mark price where published, else mid, else last.
/// Source: Bybit help centre, "Liquidation Price Calculation under Isolated Mode (Unified Trading Account)", 2026, single risk tier.
/// </summary>
internal sealed class SimulatedMargin(SimulatedExchange exchange, MarketView[] markets, SimulatedAccount[] accounts)
{
    /// <summary>
    /// The part of an execution the account can have: reductions always; reduce-only orders and spot sales never beyond what is held;
    /// openings as far as cash (spot) or free margin (perpetual) pays for them and their taker fee, in whole lots.
    /// </summary>
    public Quantity Affordable(MarketView view, SimulatedOrder order, Price price, Quantity quantity)
    {
        var account = accounts[order.Intent.Id.Arm];
        var held = account.On(order.Intent.Instrument).Quantity.Raw;
        var closing = held != 0 && held > 0 != order.IsBuy ? Math.Min(quantity.Raw, Math.Abs(held)) : 0;
        var opening = new Quantity(quantity.Raw - closing);
        if (opening.IsZero) return quantity;
        if (order.Intent.ReduceOnly || (view.IsSpot && !order.IsBuy)) return new Quantity(closing);
        var free = view.IsSpot
            ? account.Cash
            : FreeMargin(account, order.Intent.Instrument, price, closing > 0) - (FixedPoint.Notional(price, new Quantity(closing)) * view.TakerRate);
        if (FixedPoint.Notional(price, opening) * view.OpeningRate <= free) return quantity;
        return new Quantity(closing + Payable(view, price, free));
    }

    /// <summary>Longs pay size × value × rate to shorts when the rate is positive.</summary>
    public void PayFunding(MarketView view, in MarketEvent market)
    {
        if (view.IsSpot) return;
        var mark = new Price(view.Value);
        var rate = FixedPoint.ToDecimal(market.A, Price.Decimals);
        for (var arm = 0; arm < accounts.Length; arm++)
        {
            var held = accounts[arm].On(market.Instrument).Quantity;
            if (held.IsZero) continue;
            var paid = FixedPoint.Notional(mark, held) * rate;
            accounts[arm].Pay(paid);
            Disturb();
            exchange.Report(new OrderEvent(OrderEventKind.Funding, new ClientOrderId(arm, 0), market.Instrument, market.ExchangeTime, exchange.Back(market.ExchangeTime)) { Price = mark, Quantity = held, Fee = paid });
        }
    }

    /// <summary>
    /// Liquidates arms whose equity falls to maintenance margin at the worst price of the event. The band of prices at which nobody is in
    /// danger is kept, so that most events cost two comparisons.
    /// </summary>
    public void Check(MarketView view, in MarketEvent market)
    {
        var inside = market.Kind == MarketEventKind.Bar && view.Mark == 0;
        var low = inside ? market.C : view.Value;
        var high = inside ? market.B : view.Value;
        if (low <= 0 || (low > view.DangerLow && high < view.DangerHigh)) return;
        view.DangerLow = 0;
        view.DangerHigh = long.MaxValue;
        for (var arm = 0; arm < accounts.Length; arm++)
        {
            var held = accounts[arm].On(market.Instrument).Quantity.Raw;
            if (held == 0) continue;
            var danger = DangerPrice(accounts[arm], market.Instrument);
            if (held > 0 ? low <= danger : high >= danger) Liquidate(arm, market.Instrument, market.ExchangeTime);
            else if (accounts[arm].OpenPositions > 1) view.DangerLow = long.MaxValue;
            else if (held > 0) view.DangerLow = Math.Max(view.DangerLow, danger);
            else view.DangerHigh = Math.Min(view.DangerHigh, danger);
        }
    }

    /// <summary>Balances changed: every band of safe prices is to be found anew.</summary>
    public void Disturb()
    {
        foreach (var view in markets) view.DangerLow = long.MaxValue;
    }

    /// <summary>Whole lots that money pays for. The quotient may have been rounded up to a whole lot: then it is one less.</summary>
    private static long Payable(MarketView view, Price price, decimal free)
    {
        var lot = view.Instrument.LotSize;
        var lotCost = FixedPoint.Notional(price, lot) * view.OpeningRate;
        if (free <= 0 || lotCost <= 0) return 0;
        var lots = decimal.Floor(free / lotCost);
        if (lots * lotCost > free) lots--;
        return (long)lots * lot.Raw;
    }

    /// <summary>Cash and unrealised PnL of the arm's perpetuals less the initial margin of those that stay, at this price.</summary>
    private decimal FreeMargin(SimulatedAccount account, int instrument, Price price, bool closes)
    {
        var free = account.Cash;
        if (account.OpenPositions == 0) return free;
        for (var i = 0; i < markets.Length; i++)
        {
            var position = account.On(i);
            if (position.IsFlat || markets[i].IsSpot) continue;
            free += FixedPoint.Notional(i == instrument ? price : new Price(markets[i].Value), position.Quantity) - position.Basis;
            if (i != instrument || !closes) free -= Math.Abs(position.Basis) * markets[i].InitialRate;
        }

        return free;
    }

    /// <summary>
    /// The price of one instrument at which an arm's equity, rest + held × p, equals its maintenance margin, others + |held| × p × rate,
    /// raw. In doubles: a guard, rounded to the nearest raw unit.
    /// </summary>
    private long DangerPrice(SimulatedAccount account, int instrument)
    {
        var rest = (double)(account.Cash - (markets[instrument].IsSpot ? 0 : account.On(instrument).Basis));
        if (account.OpenPositions > 1) rest += OthersNet(account, instrument);
        var held = account.On(instrument).Quantity.ToDouble();
        return Price.FromDouble(Math.Clamp(-rest / (held - (Math.Abs(held) * markets[instrument].MaintenanceRate)), 0, 9e8)).Raw;
    }

    /// <summary>What the arm's other positions add to equity, less their maintenance margin.</summary>
    private double OthersNet(SimulatedAccount account, int instrument)
    {
        var sum = 0.0;
        for (var i = 0; i < markets.Length; i++)
        {
            var position = account.On(i);
            if (i == instrument || position.IsFlat) continue;
            var value = position.Quantity.ToDouble() * new Price(markets[i].Value).ToDouble();
            sum += markets[i].IsSpot ? value : value - (double)position.Basis - (Math.Abs(value) * markets[i].MaintenanceRate);
        }

        return sum;
    }

    /// <summary>Ends an arm: its orders are cancelled, its smaller positions closed at their value, the largest where nothing is left.</summary>
    private void Liquidate(int arm, short instrument, Timestamp time)
    {
        var account = accounts[arm];
        account.Liquidated = true;
        exchange.CancelAll(arm, time);
        var largest = instrument;
        for (short i = 0; i < markets.Length; i++)
        {
            if (Worth(account, i) > Worth(account, largest)) largest = i;
        }

        for (short i = 0; i < markets.Length; i++)
        {
            if (i != largest && !account.On(i).IsFlat) exchange.Close(arm, i, new Price(markets[i].Value), time);
        }

        exchange.Close(arm, largest, Bankruptcy(markets[largest], account, largest), time);
    }

    private decimal Worth(SimulatedAccount account, int instrument) =>
        account.On(instrument).IsFlat ? 0 : Math.Abs(FixedPoint.Notional(new Price(markets[instrument].Value), account.On(instrument).Quantity));

    /// <summary>Where closing the position leaves nothing after the taker fee, rounded to the tick on the side that leaves no debt.</summary>
    private static Price Bankruptcy(MarketView view, SimulatedAccount account, int instrument)
    {
        var held = account.On(instrument).Quantity.ToDecimal();
        var basis = view.IsSpot ? 0 : account.On(instrument).Basis;
        var price = Math.Clamp((basis - account.Cash) / (held - (Math.Abs(held) * view.TakerRate)), 0, 900_000_000m);
        // Eight more digits than a price has are kept, so that a quotient's last digit does not cost a tick.
        var raw = decimal.Round(price * Price.Scale, 8);
        var rounded = held > 0 ? view.Instrument.CeilToTick(new Price((long)decimal.Ceiling(raw))) : view.Instrument.FloorToTick(new Price((long)decimal.Floor(raw)));
        return rounded < view.Instrument.TickSize ? view.Instrument.TickSize : rounded;
    }
}
