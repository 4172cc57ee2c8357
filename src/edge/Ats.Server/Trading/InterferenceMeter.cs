using Ats.Bybit.Limits;
using Ats.Domain;
using Ats.Server.Views;

namespace Ats.Server.Trading;

/// <summary>Counts what arms cost each other on one account, and what they cost themselves in the market. Thread-safe.</summary>
internal sealed class InterferenceMeter
{
    private readonly Lock _gate = new();
    private readonly List<Counts> _arms = [];

    public void SelfMatched(int arm)
    {
        lock (_gate) Of(arm).SelfMatches++;
    }

    /// <summary>A request left the rate budget after a wait.</summary>
    public void Granted(RateRequest request, TimeSpan wait)
    {
        // Requests of no arm (housekeeping) come as arm 0, arms from 1 on.
        if (request.Arm < 1) return;
        lock (_gate)
        {
            var counts = Of(request.Arm - 1);
            counts.Requests++;
            if (wait <= TimeSpan.Zero) return;
            counts.Waits++;
            counts.Waited += wait;
            if (wait > counts.Longest) counts.Longest = wait;
        }
    }

    /// <summary>A taking order traded; <paramref name="touch"/> is the best price on the other side when it was decided.</summary>
    public void Took(int arm, Side side, Price price, Quantity quantity, Price touch)
    {
        if (touch.Raw <= 0) return;
        var worse = side.Sign() * (price.ToDecimal() - touch.ToDecimal());
        lock (_gate)
        {
            var counts = Of(arm);
            counts.Notional += touch.ToDecimal() * quantity.ToDecimal();
            counts.Cost += worse * quantity.ToDecimal();
        }
    }

    public IReadOnlyList<InterferenceView> Views(IReadOnlyList<string> arms)
    {
        lock (_gate) return [.. arms.Select((name, i) => Of(i).View(name))];
    }

    private Counts Of(int arm)
    {
        while (_arms.Count <= arm) _arms.Add(new Counts());
        return _arms[arm];
    }

    private sealed class Counts
    {
        public long SelfMatches;
        public long Requests;
        public long Waits;
        public TimeSpan Waited;
        public TimeSpan Longest;
        public decimal Notional;
        public decimal Cost;

        public InterferenceView View(string arm) => new(
            arm, SelfMatches, Requests, Waits, Waits == 0 ? null : Waited.TotalMilliseconds / Waits, Waits == 0 ? null : Longest.TotalMilliseconds, Notional,
            Notional == 0 ? null : (double)(Cost / Notional) * 1e4);
    }
}
