using Ats.Domain;

namespace Ats.Indicators;

/// <summary>
/// Volume-weighted average price since the session began: Σ price × quantity / Σ quantity (Berkowitz, Logue and Noser, "The total
/// cost of transactions on the NYSE", 1988). A bar counts with its typical price (high + low + close) / 3. While nothing traded in
/// the session it is the last price seen.
/// </summary>
/// <remarks>
/// Sessions are whole multiples of their length since 1970-01-01 UTC; fed with <see cref="Bar"/> or <see cref="PublicTrade"/> it
/// starts a new one by itself (a bar belongs where it opened), fed with plain numbers when <see cref="StartSession"/> is called.
/// </remarks>
public sealed class SessionVwap : IBarIndicator, ITradeIndicator
{
    private const double NanosecondsPerHour = 3_600_000_000_000;

    private readonly long _sessionNanoseconds;
    private long _session = long.MinValue;
    private double _notional;
    private double _quantity;
    private double _last = double.NaN;

    /// <param name="sessionHours">Length of a session in hours, from 1/60 to 8,784; 24 is the UTC day.</param>
    public SessionVwap(double sessionHours) =>
        _sessionNanoseconds = (long)(Require.Within(sessionHours, 1.0 / 60, 8_784) * NanosecondsPerHour);

    public bool IsReady => !double.IsNaN(_last);

    public double Value => _quantity > 0 ? _notional / _quantity : _last;

    public int WarmUp => 1;

    public void Update(double open, double high, double low, double close, double volume) => Update((high + low + close) / 3, volume);

    public void Update(double price, double quantity)
    {
        if (!Finite.All(price, quantity)) return;
        _last = price;
        _notional += price * quantity;
        _quantity += quantity;
    }

    /// <summary>Takes a bar, into a new session if it opened in one.</summary>
    public void Update(in Bar bar)
    {
        Enter(bar.OpenTime);
        Update(bar.Open.ToDouble(), bar.High.ToDouble(), bar.Low.ToDouble(), bar.Close.ToDouble(), bar.Volume.ToDouble());
    }

    /// <summary>Takes a trade, into a new session if it happened in one.</summary>
    public void Update(in PublicTrade trade)
    {
        Enter(trade.ExchangeTime);
        Update(trade.Price.ToDouble(), trade.Quantity.ToDouble());
    }

    /// <summary>Forgets what was traded so far; not ready until the next update.</summary>
    public void StartSession()
    {
        _notional = _quantity = 0;
        _last = double.NaN;
    }

    public void Reset()
    {
        StartSession();
        _session = long.MinValue;
    }

    private void Enter(Timestamp time)
    {
        var session = time.Nanoseconds / _sessionNanoseconds;
        if (session == _session) return;
        _session = session;
        StartSession();
    }
}
