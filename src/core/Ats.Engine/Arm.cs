using System.Runtime.CompilerServices;
using Ats.Domain;
using Ats.Engine.Ledger;
using Ats.Engine.Risk;
using Ats.Engine.Sizing;

namespace Ats.Engine;

/// <summary>A contestant: a strategy with its own virtual sub-ledger, capital, limits and statistics.</summary>
public sealed class Arm
{
    private double _peak;
    private double _alarm;
    private double _exposureSum;
    private long _exposureSamples;
    private bool _restored;
    private Timestamp _restarted = Timestamp.MinValue;

    internal Arm(int index, ArmSettings settings, InstrumentState[] markets, IReadOnlyList<IRiskLimit> totalLimits, RiskWatch total, IJournal journal)
    {
        Index = index;
        Settings = settings;
        Strategy = settings.NewStrategy();
        if (Strategy.Legs != settings.Instruments.Count)
            throw new ArgumentException($"Strategy {settings.Strategy} trades {Strategy.Legs} instrument(s), but arm '{settings.Name}' was given {settings.Instruments.Count}.");
        Targets = new Targets(Strategy.Legs);
        Ledger = new ArmLedger(index, [.. markets.Select(m => m.Instrument)], journal);
        Risk = new RiskWatch(index, (double)settings.Capital, settings.Limits);
        Gate = new RiskGate([.. settings.Limits, .. totalLimits], Risk, total);
        KeepsRisk = settings.Limits.Count > 0;
        Sheet = Strategy is QuotingStrategy ? new QuoteSheet() : null;
        Execution = settings.Execution ?? Strategy.Execution;
        ListensToForecasts = Strategy.Needs.HasFlag(MarketNeeds.Forecasts);
        Legs = [.. markets.Select((market, leg) => new ArmLeg(this, leg, settings.Instruments[leg], market, settings.NewSizing()))];
        NeedsBars = Strategy.Needs.HasFlag(MarketNeeds.Bars) || Sheet is not null || Legs[0].Sizing is VolatilityTarget;
        MeasuresBars = Legs[0].Sizing is VolatilityTarget;
        foreach (var leg in Legs) leg.RefreshCost(0);
    }

    public int Index { get; }

    public ArmSettings Settings { get; }

    public string Name => Settings.Name;

    public Strategy Strategy { get; private set; }

    public ArmLedger Ledger { get; }

    /// <summary>How its targets become orders.</summary>
    public ExecutionPolicy Execution { get; }

    public RiskGate Gate { get; }

    /// <summary>Its standing limits, what they remember and which breaches stand.</summary>
    public RiskWatch Risk { get; }

    public ArmLeg[] Legs { get; }

    /// <summary>Mark-to-market equity, quote units, at the last mark.</summary>
    public double Equity { get; private set; }

    /// <summary>Worst fall from a peak at any mark, as a share of the peak.</summary>
    public double MaxDrawdown { get; private set; }

    /// <summary>Bars (or quotes, or books, for strategies without bars) its strategy was shown.</summary>
    public long Observations { get; internal set; }

    public long OrdersSent { get; internal set; }

    public long FillCount { get; internal set; }

    public long RoundTripCount { get; internal set; }

    public long DenialCount { get; internal set; }

    public long RejectionCount { get; internal set; }

    /// <summary>Chances its strategy let go (the edge did not pay for the cost, the forecast pointed against it).</summary>
    public long RefusalCount { get; internal set; }

    /// <summary>Times the forecast it listens to was gone: expired, late, stale or degraded.</summary>
    public long ForecastGapCount { get; internal set; }

    /// <summary>Gross realised PnL so far, before fees and funding, quote units.</summary>
    public decimal RealizedPnl { get; internal set; }

    /// <summary>Notional of all fills, quote units.</summary>
    public decimal Turnover { get; internal set; }

    /// <summary>Liquidated by the exchange: out of the contest.</summary>
    public bool IsLiquidated { get; internal set; }

    /// <summary>An operator is closing everything; only reductions until resumed.</summary>
    public bool IsFlattening { get; internal set; }

    /// <summary>Highest equity at any mark, quote units.</summary>
    internal double PeakEquity => _peak;

    /// <summary>Mean share of equity samples with a position open.</summary>
    public double TimeInMarket => _exposureSamples == 0 ? 0 : _exposureSum / _exposureSamples;

    internal Targets Targets { get; }

    internal QuoteSheet? Sheet { get; }

    internal bool NeedsBars { get; }

    /// <summary>It has limits, so what they may ask is kept.</summary>
    internal bool KeepsRisk { get; }

    internal bool MeasuresBars { get; }

    internal bool ListensToForecasts { get; }

    /// <summary>Nothing is pending: what is held equals what is wanted, as far as rules allow.</summary>
    internal bool Settled = true;

    internal long NextIntent = 1;
    internal double CashNow;

    internal void Start(long sequence, Timestamp time)
    {
        if (_restored) return;
        Ledger.Deposit(sequence, time, Settings.Capital);
        RefreshCash();
        _peak = Equity;
    }

    internal void Restore(ArmCarry carry)
    {
        _restored = true;
        NextIntent = carry.NextIntent;
        RealizedPnl = carry.RealizedPnl;
        Turnover = carry.Turnover;
        OrdersSent = carry.Counts.Orders;
        FillCount = carry.Counts.Fills;
        RoundTripCount = carry.Counts.RoundTrips;
        DenialCount = carry.Counts.Denials;
        RejectionCount = carry.Counts.Rejections;
        RefusalCount = carry.Counts.Refusals;
        ForecastGapCount = carry.Counts.ForecastGaps;
        IsFlattening = carry.IsFlattening;
        IsLiquidated = carry.IsLiquidated;
        Gate.OperatorState = carry.State;
        if (carry.Risk is not null) Risk.Restore(carry.Risk);
        _peak = carry.PeakEquity;
        MaxDrawdown = carry.MaxDrawdown;
        _alarm = _peak * (1 - MaxDrawdown);
        Settled = false;
    }

    /// <summary>A fresh strategy; once for all legs whose first bar or tick after the hole is of this moment.</summary>
    internal void Restart(Timestamp time)
    {
        if (time == _restarted) return;
        _restarted = time;
        Strategy = Settings.NewStrategy();
        Targets.Forget();
    }

    /// <summary>Counts what a strategy without bars is shown; after a hole it starts afresh, as one with bars does.</summary>
    internal void Observe(ArmLeg leg, Timestamp time, EngineSettings settings)
    {
        if (NeedsBars) return;
        if (leg.LastSeen != Timestamp.MinValue && time - leg.LastSeen > settings.GapFor(Settings.Interval)) Restart(time);
        leg.LastSeen = time;
        Observations++;
    }

    internal void RefreshCash()
    {
        CashNow = (double)Ledger.Cash;
        Remark();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Remark()
    {
        var equity = CashNow;
        foreach (var leg in Legs) equity += leg.Value;
        Equity = equity;
        if (equity > _peak)
        {
            _peak = equity;
            _alarm = equity * (1 - MaxDrawdown);
        }
        else if (equity < _alarm)
        {
            MaxDrawdown = 1 - (equity / _peak);
            _alarm = equity;
        }
    }

    internal void CountExposure()
    {
        _exposureSamples++;
        foreach (var leg in Legs)
        {
            if (leg.IsFlat) continue;
            _exposureSum++;
            break;
        }
    }
}
