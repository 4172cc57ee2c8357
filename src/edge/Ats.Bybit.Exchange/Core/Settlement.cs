using Ats.Domain;

namespace Ats.Bybit.Exchange.Core;

/// <summary>
/// Books fills, funding and takeovers. Linear: value = price × quantity, fee in the settle coin, realised = ±(price − average) × closed; a
/// fill beyond the position closes it and opens the rest at the fill price. Spot: base against quote; the buyer's fee is taken in base,
/// the seller's in quote (reversed for a maker rebate).
/// </summary>
internal sealed class Settlement(ExchangeCore core)
{
    /// <summary>A released share of the entry value is rounded once, so that every amount can be written exactly and sums agree to the last digit.</summary>
    private const int EntryDecimals = 10;

    public Execution Fill(AccountOrder order, Price price, Quantity quantity, bool isMaker, long tradeId, long seq)
    {
        var rate = order.Listing.Rules.Fees.Rate(isMaker ? Liquidity.Maker : Liquidity.Taker);
        order.Filled += quantity;
        order.FilledValue += FixedPoint.Notional(price, quantity);
        order.FillCount++;
        order.UpdatedMs = core.NowMs;
        return order.Listing.IsLinear
            ? Linear(order, price, quantity, isMaker, rate, tradeId, seq)
            : Spot(order, price, quantity, isMaker, rate, tradeId, seq);
    }

    /// <summary>Applies a fill to a position; returns realised profit, the quantity closed and its entry value.</summary>
    public static (decimal Realised, decimal Closed, decimal EntryReleased) Apply(PositionState position, Side side, decimal price, Quantity quantity)
    {
        var signed = side.Sign() * quantity.Raw;
        var before = position.Size.Raw;
        if (before == 0 || Math.Sign(before) == side.Sign())
        {
            position.EntryValue += price * quantity.ToDecimal();
            position.Size = new Quantity(before + signed);
            return (0, 0, 0);
        }

        var closedRaw = Math.Min(Math.Abs(before), quantity.Raw);
        var closed = new Quantity(closedRaw).ToDecimal();
        var released = closedRaw == Math.Abs(before) ? position.EntryValue : decimal.Round(position.EntryValue * closedRaw / Math.Abs(before), EntryDecimals);
        var realised = Math.Sign(before) * ((price * closed) - released);
        position.EntryValue -= released;
        position.Size = new Quantity(before + signed);
        var opened = quantity.Raw - closedRaw;
        if (opened > 0) position.EntryValue = price * new Quantity(opened).ToDecimal();
        return (realised, closed, released);
    }

    private Execution Linear(AccountOrder order, Price price, Quantity quantity, bool isMaker, decimal rate, long tradeId, long seq)
    {
        var position = order.Account.Holding(order.Listing).Positions[order.PositionIndex];
        var wasFlat = position.Size.IsZero;
        var wasSign = Math.Sign(position.Size.Raw);
        var value = FixedPoint.Notional(price, quantity);
        var fee = value * rate;
        var (realised, closed, entry) = Apply(position, order.Side, price.ToDecimal(), quantity);
        var flipped = !wasFlat && Math.Sign(position.Size.Raw) is not 0 and var now && now != wasSign;
        if (wasFlat || flipped) Begin(position);
        position.CurRealised += realised - fee;
        position.CumRealised += realised - fee;
        position.Seq = seq;
        position.UpdatedMs = core.NowMs;
        order.FilledFee += fee;
        order.FeeCoin = order.Listing.QuoteCoin;
        order.ClosedPnl += closed > 0 ? realised - fee : 0;
        order.ClosedQuantity += closed;
        order.ClosedEntryValue += entry;
        order.ClosedExitValue += price.ToDecimal() * closed;
        var coin = core.Coin(order.Account, order.Listing.QuoteCoin);
        coin.Wallet += realised - fee;
        coin.CumRealised += realised - fee;
        var execution = Row(order, price, quantity, isMaker, rate, fee, order.Listing.QuoteCoin, value, tradeId, seq) with { ClosedQuantity = closed, Pnl = realised };
        core.Record(order.Account, execution);
        core.RecordChange(order.Account, new WalletChange(
            core.NextId(), coin.Coin, "TRADE", order.Listing, order.Side, order.Id, order.LinkId, tradeId, quantity.ToDecimal(), position.Size.ToDecimal(), price.ToDecimal(),
            realised, fee, rate, null, realised - fee, coin.Wallet, core.NowMs));
        return execution;
    }

    private Execution Spot(AccountOrder order, Price price, Quantity quantity, bool isMaker, decimal rate, long tradeId, long seq)
    {
        var value = FixedPoint.Notional(price, quantity);
        var bought = order.Side == Side.Buy;
        var feeInBase = bought == rate >= 0;
        var fee = (feeInBase ? quantity.ToDecimal() : value) * rate;
        var feeCoin = feeInBase ? order.Listing.BaseCoin : order.Listing.QuoteCoin;
        order.FilledFee += fee;
        order.FeeCoin = feeCoin;
        Move(order, order.Listing.BaseCoin, order.Side.Sign() * quantity.ToDecimal(), feeInBase ? fee : 0, rate, price, quantity, tradeId);
        Move(order, order.Listing.QuoteCoin, -order.Side.Sign() * value, feeInBase ? 0 : fee, rate, price, quantity, tradeId);
        var execution = Row(order, price, quantity, isMaker, rate, fee, feeCoin, value, tradeId, seq);
        core.Record(order.Account, execution);
        return execution;
    }

    private void Move(AccountOrder order, string coinName, decimal flow, decimal fee, decimal rate, Price price, Quantity quantity, long tradeId)
    {
        var coin = core.Coin(order.Account, coinName);
        coin.Wallet += flow - fee;
        core.RecordChange(order.Account, new WalletChange(
            core.NextId(), coinName, "TRADE", order.Listing, order.Side, order.Id, order.LinkId, tradeId, quantity.ToDecimal(), 0, price.ToDecimal(),
            flow, fee, fee == 0 ? 0 : rate, null, flow - fee, coin.Wallet, core.NowMs));
    }

    /// <summary>Long pays size × mark × rate when the rate is positive, short receives it.</summary>
    public void Fund(PositionState position)
    {
        var listing = position.Holding.Listing;
        var account = position.Holding.Account;
        var value = position.MarkValue;
        var payment = value * listing.FundingRate * Math.Sign(position.Size.Raw);
        var side = position.Size.Raw > 0 ? Side.Buy : Side.Sell;
        var coin = core.Coin(account, listing.QuoteCoin);
        coin.Wallet -= payment;
        coin.CumRealised -= payment;
        position.CurRealised -= payment;
        position.CumRealised -= payment;
        position.UpdatedMs = core.NowMs;
        var id = core.NextId();
        core.Record(account, new Execution
        {
            Id = id, Listing = listing, Side = side, Price = listing.Mark, Quantity = position.Size.Abs(), Fee = payment, FeeRate = listing.FundingRate,
            FeeCoin = listing.QuoteCoin, Value = value, Kind = ExecutionKind.Funding, Mark = listing.Mark, TimeMs = core.NowMs, Seq = listing.Seq,
        });
        core.RecordChange(account, new WalletChange(
            core.NextId(), coin.Coin, "SETTLEMENT", listing, side, 0, "", id, position.Size.Abs().ToDecimal(), position.Size.ToDecimal(), listing.Mark.ToDecimal(),
            0, 0, listing.FundingRate, -payment, -payment, coin.Wallet, core.NowMs));
    }

    private void Begin(PositionState position)
    {
        position.CurRealised = 0;
        position.OpenMs = core.NowMs;
        if (position.CreatedMs == 0) position.CreatedMs = core.NowMs;
    }

    private Execution Row(AccountOrder order, Price price, Quantity quantity, bool isMaker, decimal rate, decimal fee, string feeCoin, decimal value, long tradeId, long seq) => new()
    {
        Id = tradeId,
        Listing = order.Listing,
        OrderId = order.Id,
        LinkId = order.LinkId,
        Side = order.Side,
        Price = price,
        Quantity = quantity,
        OrderPrice = order.Price,
        OrderQuantity = order.Quantity,
        Leaves = order.Unfilled,
        OrderType = order.Type,
        Stop = order.Stop,
        Create = order.Create,
        Fee = fee,
        FeeRate = rate,
        FeeCoin = feeCoin,
        Value = value,
        IsMaker = isMaker,
        Kind = order.Create == CreateKind.CreateByLiq ? ExecutionKind.BustTrade : ExecutionKind.Trade,
        Mark = order.Listing.Mark,
        TimeMs = core.NowMs,
        Seq = seq,
        QuoteSized = order.QuoteAmount > 0,
    };
}
