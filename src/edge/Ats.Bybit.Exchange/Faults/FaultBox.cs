using Ats.Bybit.Exchange.Sockets;
using Ats.Domain;

namespace Ats.Bybit.Exchange.Faults;

/// <summary>Deals out faults by a plan and a seed, inside the exchange loop.</summary>
internal sealed class FaultBox(ulong seed)
{
    private const int ReorderHoldMs = 50;
    private readonly Rng _random = new(seed ^ 0xFA17);
    private readonly List<(long DueMs, SocketSession Session, byte[] Frame)> _held = [];
    private long _nowMs;

    public FaultPlan Plan { get; set; } = new();

    /// <summary>Sends a private frame, or delays, doubles, holds it back behind the next, or cuts the connection before it.</summary>
    public void SendPrivate(SocketSession session, ReadOnlySpan<byte> frame)
    {
        if (Hits(Plan.Disconnect))
        {
            session.CutNow();
            return;
        }

        var wait = Plan.DelayMs > 0 ? _random.Next(Plan.DelayMs + 1) : 0;
        if (Plan.LateFillMs > 0 && frame.IndexOf("\"topic\":\"execution"u8) >= 0) wait = Math.Max(wait, _random.Next(Plan.LateFillMs + 1));
        if (Hits(Plan.Reorder)) wait = Math.Max(wait, ReorderHoldMs);
        if (wait > 0) _held.Add((_nowMs + wait, session, frame.ToArray()));
        else session.Send(frame);
        if (Hits(Plan.Duplicate)) session.Send(frame);
    }

    public bool DropsDelta() => Hits(Plan.DropDelta);

    public bool RateLimits() => Hits(Plan.RateLimit);

    /// <summary>What of an immediate order's quantity is let through: all of it, or about half.</summary>
    public Quantity Let(Quantity quantity, Instrument rules)
    {
        if (!Hits(Plan.Partial)) return quantity;
        var half = rules.RoundDown(new Quantity(quantity.Raw / 2));
        return half.IsZero ? quantity : half;
    }

    /// <summary>Sends what was held back and is due.</summary>
    public void Tick(long nowMs, Action<SocketSession> touched)
    {
        _nowMs = nowMs;
        for (var i = 0; i < _held.Count; i++)
        {
            if (_held[i].DueMs > nowMs) continue;
            _held[i].Session.Send(_held[i].Frame);
            touched(_held[i].Session);
            _held.RemoveAt(i--);
        }
    }

    public void Forget(SocketSession session) => _held.RemoveAll(h => h.Session == session);

    private bool Hits(double chance) => chance > 0 && _random.NextDouble() < chance;
}
