using Ats.Domain;

namespace Ats.Bybit.Exchange.Core;

/// <summary>Cross margin of a unified account, in USD; no haircut on collateral and USDT = USDC = 1 USD.</summary>
internal readonly record struct Margin(decimal Wallet, decimal Unrealised, decimal PositionInitial, decimal OrderInitial, decimal Maintenance, decimal Locked)
{
    /// <summary>totalMarginBalance: wallet plus what the perpetuals have gained.</summary>
    public decimal Balance => Wallet + Unrealised;

    public decimal Initial => PositionInitial + OrderInitial;

    /// <summary>totalAvailableBalance: what new orders may use.</summary>
    public decimal Available => Math.Max(0, Balance - Initial - Locked);

    public static Margin Of(Account account, ExchangeCore core)
    {
        decimal wallet = 0, locked = 0, unrealised = 0, positionInitial = 0, orderInitial = 0, maintenance = 0;
        foreach (var coin in account.Coins.Values)
        {
            if (coin.Wallet == 0 && coin.Locked == 0) continue;
            var usd = core.UsdPrice(coin.Coin);
            wallet += coin.Wallet * usd;
            locked += coin.Locked * usd;
        }

        foreach (var holding in account.Holdings)
        {
            if (!holding.Listing.IsLinear) continue;
            var position = 0m;
            foreach (var state in holding.Positions)
            {
                if (state.Size.IsZero) continue;
                var value = state.MarkValue;
                unrealised += state.Unrealised;
                position += value;
                maintenance += value * holding.Listing.Rules.MaintenanceMarginRate;
            }

            positionInitial += position / holding.Leverage;
            if (holding.BuyOrderValue != 0 || holding.SellOrderValue != 0) orderInitial += Exposure(holding, 0, 0) - (position / holding.Leverage);
        }

        return new Margin(wallet, unrealised, positionInitial, orderInitial, maintenance, locked);
    }

    /// <summary>Initial margin of position and resting orders together: one-way orders net against the position, the worse side counts.</summary>
    public static decimal Exposure(Holding holding, decimal moreBuys, decimal moreSells)
    {
        var buys = holding.BuyOrderValue + moreBuys;
        var sells = holding.SellOrderValue + moreSells;
        if (holding.Hedge) return (holding.Positions[1].MarkValue + holding.Positions[2].MarkValue + buys + sells) / holding.Leverage;
        var net = holding.Positions[0].Size.ToDecimal() * holding.Listing.Mark.ToDecimal();
        return Math.Max(Math.Abs(net), Math.Max(net + buys, sells - net)) / holding.Leverage;
    }

    /// <summary>Price at which the whole account would meet its maintenance margin if only this position's price moved; zero when none.</summary>
    public decimal LiquidationPrice(PositionState position)
    {
        if (position.Size.IsZero) return 0;
        var size = Math.Abs(position.Size.ToDecimal());
        var rate = position.Holding.Listing.Rules.MaintenanceMarginRate;
        var others = Maintenance - (position.MarkValue * rate);
        var price = position.Size.Raw > 0
            ? (position.MarkValue - Balance + others) / (size * (1 - rate))
            : (position.MarkValue + Balance - others) / (size * (1 + rate));
        return price > 0 ? price : 0;
    }

    /// <summary>Price at which closing this position, taker fee paid, leaves the account with nothing; never negative.</summary>
    public decimal BankruptcyPrice(PositionState position)
    {
        var size = Math.Abs(position.Size.ToDecimal());
        var fee = position.Holding.Listing.Rules.Fees.TakerRate;
        var price = position.Size.Raw > 0
            ? (position.MarkValue - Balance) / (size * (1 - fee))
            : (position.MarkValue + Balance) / (size * (1 + fee));
        return Math.Max(0, price);
    }
}
