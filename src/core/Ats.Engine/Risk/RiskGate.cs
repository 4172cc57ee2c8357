using System.Diagnostics.CodeAnalysis;
using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>
/// The only way from an intent to an order. An order that only reduces the arm's own position always passes; everything else must
/// satisfy the trading state, the exchange's rules and every limit, asked in order. The first no is the answer.
/// </summary>
public sealed class RiskGate
{
    private readonly IOrderLimit[] _limits;
    private readonly RiskWatch? _arm;
    private readonly RiskWatch? _total;

    /// <param name="limits">Those that judge orders are asked, in this order.</param>
    /// <param name="arm">Breaches of the arm's own.</param>
    /// <param name="total">Breaches of all arms together.</param>
    public RiskGate(IEnumerable<IRiskLimit> limits, RiskWatch? arm = null, RiskWatch? total = null)
    {
        _limits = [.. limits.OfType<IOrderLimit>()];
        _arm = arm;
        _total = total;
    }

    public IReadOnlyList<IOrderLimit> Limits => _limits;

    /// <summary>What the operator allows.</summary>
    public TradingState OperatorState { get; set; }

    /// <summary>What is allowed after all: the strictest of the operator's word, the arm's breaches and those of all arms together.</summary>
    public TradingState State
    {
        get
        {
            var state = OperatorState;
            if (_arm is not null && _arm.State > state) state = _arm.State;
            return _total is not null && _total.State > state ? _total.State : state;
        }
    }

    /// <summary>True when the order can only bring the arm closer to flat, whichever of its working orders fill.</summary>
    public static bool IsReduction(in OrderIntent intent, in RiskContext context)
    {
        var held = context.Position.Raw;
        var after = context.Position.Raw + context.Working.Raw;
        var signed = intent.Side == Side.Buy ? intent.Quantity.Raw : -intent.Quantity.Raw;
        return held != 0 && held > 0 != signed > 0 && after != 0 && after > 0 == held > 0 && Math.Abs(signed) <= Math.Abs(after);
    }

    public Verdict Review(in OrderIntent intent, in RiskContext context, out ApprovedOrder approved)
    {
        // Not of our making, so also for reductions: the exchange would refuse them, again and again.
        var verdict = !context.Instrument.IsTrading ? Verdict.Deny(DenialCode.InstrumentClosed, 0, 0)
            : IsReduction(in intent, in context) ? Verdict.Approved : Judge(in intent, in context);
        approved = verdict.IsApproved ? new ApprovedOrder(in intent) : default;
        return verdict;
    }

    [SuppressMessage("Performance", "CA1859:Use concrete types when possible", Justification = "limits are open for extension")]
    private Verdict Judge(in OrderIntent intent, in RiskContext context)
    {
        var state = State;
        if (state != TradingState.Active) return Forbid(state);
        if (!(context.Price > 0)) return Verdict.Deny(DenialCode.NoMarketPrice, context.Price, 0);
        var rules = ExchangeRules(in intent, in context);
        if (!rules.IsApproved) return rules;
        foreach (var limit in _limits)
        {
            var verdict = limit.Check(in intent, in context);
            if (!verdict.IsApproved) return verdict;
        }

        return Verdict.Approved;
    }

    /// <summary>The operator's no, or the breach that is behind the state.</summary>
    private Verdict Forbid(TradingState state)
    {
        if (OperatorState == state) return Verdict.Deny(state == TradingState.Halted ? DenialCode.TradingHalted : DenialCode.ReduceOnly, 1, 0);
        return _arm is not null && _arm.State == state ? _arm.Cause : _total!.Cause;
    }

    private static Verdict ExchangeRules(in OrderIntent intent, in RiskContext context)
    {
        var instrument = context.Instrument;
        if (intent.Quantity < instrument.MinQuantity)
            return Verdict.Deny(DenialCode.BelowMinimum, intent.Quantity.ToDouble(), instrument.MinQuantity.ToDouble());
        var notional = context.Notional(in intent);
        if (instrument.MinNotional != 0 && notional < (double)instrument.MinNotional)
            return Verdict.Deny(DenialCode.BelowMinimum, notional, (double)instrument.MinNotional);
        if (instrument.Kind != ContractKind.Spot) return Verdict.Approved;
        var after = context.PositionAfter(in intent);
        if (after < 0) return Verdict.Deny(DenialCode.SpotShort, after, 0);
        var needed = intent.Side == Side.Buy ? Cost(in intent, in context, notional) : 0;
        return needed > context.Cash ? Verdict.Deny(DenialCode.InsufficientCash, needed, context.Cash) : Verdict.Approved;
    }

    /// <summary>
    /// What a spot buy may cost, quote units. Where the fee is taken out of the coins: at the ask, where a market order begins to take, and
    /// other working buys with it.
    /// </summary>
    private static double Cost(in OrderIntent intent, in RiskContext context, double notional)
    {
        if (!context.Instrument.FeesInReceived) return notional * (1 + (double)context.Instrument.Fees.TakerRate);
        var price = intent.Type == OrderType.Limit ? intent.Price.ToDouble() : Math.Max(context.Price, context.Ask.ToDouble());
        return (intent.Quantity + context.Working).ToDouble() * price;
    }
}
