using Ats.Domain;

namespace Ats.Bybit.Exchange.Core;

/// <summary>An order of a registered account in any state. Prices and quantities are fixed point, values and fees decimals in quote (or the named) units.</summary>
internal sealed class AccountOrder(Account account, Listing listing, long id = 0)
{
    public readonly Account Account = account;
    public readonly Listing Listing = listing;
    public long Id = id;
    public string LinkId = "";
    public Side Side;
    public OrderType Type;
    public TimeInForce TimeInForce;
    public Price Price;
    public Quantity Quantity;
    public Quantity Filled;
    public decimal FilledValue;
    public decimal FilledFee;
    public string FeeCoin = "";

    /// <summary>Quote amount of a spot market order sized in quote; zero otherwise.</summary>
    public decimal QuoteAmount;
    public OrderState State;
    public CancelKind Cancel;
    public RejectKind Reject;
    public CreateKind Create;
    public StopKind Stop;
    public SmpKind Smp;
    public FilterKind Filter;
    public byte PositionIndex;
    public bool ReduceOnly;
    public bool CloseOnTrigger;
    public Price TriggerPrice;

    /// <summary>1 rises to, 2 falls to, 0 not conditional.</summary>
    public byte TriggerDirection;
    public PriceBasis TriggerBy;
    public Price TakeProfit;
    public Price StopLoss;
    public Price TakeProfitLimit;
    public Price StopLossLimit;
    public PriceBasis TakeProfitBy;
    public PriceBasis StopLossBy;
    public bool PartialProtection;
    public string SlippageType = "";
    public decimal SlippageTolerance;

    /// <summary>Trailing distance and activation price of a trailing stop; zero otherwise.</summary>
    public Price TrailDistance;
    public Price ActivePrice;
    public bool TrailActive;

    /// <summary>The order whose fills made this one (attached protection), and the other leg of its pair.</summary>
    public long ParentId;
    public long PairId;
    public Price LastPriceOnCreated;
    public long CreatedMs;
    public long UpdatedMs;
    public decimal ClosedPnl;
    public decimal ClosedQuantity;
    public decimal ClosedEntryValue;
    public decimal ClosedExitValue;
    public int FillCount;

    /// <summary>Coin amount held for this order (spot), in <see cref="LockedCoin"/>.</summary>
    public decimal Locked;
    public string LockedCoin = "";

    /// <summary>Part the book does not know of: kept back by a fault, or filled before a restart.</summary>
    public Quantity Withheld;

    /// <summary>True while a remainder stands in the book.</summary>
    public bool InBook;
    public bool Dirty;

    public bool IsOpen => State is OrderState.New or OrderState.PartiallyFilled or OrderState.Untriggered;

    public bool IsConditional => TriggerDirection != 0;

    public bool IsTpSl => Stop is StopKind.TakeProfit or StopKind.StopLoss or StopKind.TrailingStop or StopKind.PartialTakeProfit or StopKind.PartialStopLoss;

    public Quantity Unfilled => Quantity - Filled;

    public string OrderIdText => WireId.Order(Listing.IsLinear, Id);
}
