using Ats.Domain;
using Ats.Engine;

namespace Ats.Server.Live;

/// <summary>
/// A journal that keeps in memory what dashboards ask for: the last decisions, fills, round trips, breaches and commands, and every arm's equity curve
/// (thinned by half when it reaches <see cref="CurveLimit"/> points, so memory stays flat). Dashboards may miss a beat: this is never the
/// record. Appended to by the engine's thread, read by any.
/// </summary>
public sealed class LiveTap : IJournal
{
    public const int CurveLimit = 8192;
    private const int RecentLimit = 2048;

    private readonly Lock _gate = new();
    private readonly Recent<Decision> _decisions = new(RecentLimit);
    private readonly Recent<Fill> _fills = new(RecentLimit);
    private readonly Recent<ContestEvent> _events = new(RecentLimit);
    private readonly Recent<RoundTrip> _roundTrips = new(RecentLimit);
    private readonly ArmTape[] _arms;

    public LiveTap(int arms) => _arms = [.. Enumerable.Range(0, arms).Select(_ => new ArmTape())];

    public JournalKind Kinds => JournalKind.Decision | JournalKind.Fill | JournalKind.RoundTrip | JournalKind.Equity | JournalKind.LimitBreach | JournalKind.Command;

    public bool EveryDecision => false;

    public IReadOnlyList<Decision> Decisions(int most, Func<Decision, bool>? where = null)
    {
        lock (_gate) return _decisions.Newest(most, where);
    }

    /// <summary>The last decision of every arm that made one, in arm order.</summary>
    public IReadOnlyList<Decision> LatestDecisions()
    {
        lock (_gate) return [.. _arms.Where(a => a.Latest is not null).Select(a => a.Latest!.Value)];
    }

    public IReadOnlyList<Fill> Fills(int most, Func<Fill, bool>? where = null)
    {
        lock (_gate) return _fills.Newest(most, where);
    }

    public IReadOnlyList<RoundTrip> RoundTrips(int most, Func<RoundTrip, bool>? where = null)
    {
        lock (_gate) return _roundTrips.Newest(most, where);
    }

    /// <summary>Breaches of limits and commands, newest first; not what the host reports by itself (stops of last resort).</summary>
    public IReadOnlyList<ContestEvent> Events(int most, Func<ContestEvent, bool>? where = null)
    {
        lock (_gate) return _events.Newest(most, where);
    }

    /// <summary>The arm's curve in order of time, and the distance of its points in nanoseconds (it doubles when the curve is thinned).</summary>
    public (IReadOnlyList<EquityPoint> Points, int Thinned) Curve(int arm)
    {
        lock (_gate) return ([.. _arms[arm].Curve], _arms[arm].Stride);
    }

    /// <summary>Everything of an arm that statistics need: its curve, the round trips and fills that are kept (the latest 4,096 of each).</summary>
    public (IReadOnlyList<EquityPoint> Curve, int Stride, IReadOnlyList<RoundTrip> Trips, IReadOnlyList<Fill> Fills) Facts(int arm)
    {
        lock (_gate)
        {
            var tape = _arms[arm];
            return ([.. tape.Curve], tape.Stride, [.. tape.Trips], [.. tape.Fills]);
        }
    }

    public void Begin(Run run)
    {
        // The run is the store's business.
    }

    public void Market(long sequence, in MarketEvent market)
    {
        // Not kept.
    }

    public void OrderEvent(long sequence, in OrderEvent orderEvent)
    {
        // Not kept.
    }

    public void Command(long sequence, in OperatorCommand command)
    {
        if (command.Kind == OperatorCommandKind.ReportProtection) return;
        lock (_gate) _events.Add(new ContestEvent(sequence, null, command));
    }

    public void LimitBreach(in LimitBreach breach)
    {
        lock (_gate) _events.Add(new ContestEvent(breach.Sequence, breach, null));
    }

    public void Order(long sequence, in OrderIntent order)
    {
        // Not kept.
    }

    public void Ledger(in LedgerEntry entry)
    {
        // Not kept.
    }

    public void Decision(in Decision decision)
    {
        lock (_gate)
        {
            _decisions.Add(decision);
            _arms[decision.Arm].Latest = decision;
        }
    }

    public void Fill(in Fill fill)
    {
        lock (_gate)
        {
            _fills.Add(fill);
            _arms[fill.Arm].Add(fill);
        }
    }

    public void RoundTrip(in RoundTrip roundTrip)
    {
        lock (_gate)
        {
            _roundTrips.Add(roundTrip);
            _arms[roundTrip.Arm].Add(roundTrip);
        }
    }

    public void Equity(long sequence, in EquityPoint point)
    {
        lock (_gate) _arms[point.Arm].Add(point);
    }

    public void Flush()
    {
        // Nothing to make durable.
    }

    public void End(RunSummary summary)
    {
        // Nothing to close.
    }

    public void Dispose()
    {
        // Nothing held.
    }
}
