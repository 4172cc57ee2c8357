using Ats.Domain;

namespace Ats.Engine;

/// <summary>
/// A trading idea: market events in, wanted levels out. It cannot send an order, read a clock or wait, because nothing of the kind is in
/// its reach. One instance serves one arm; after a hole in the data the engine makes a fresh one, so state never spans a hole.
/// Most strategies derive from <see cref="TargetStrategy"/> (one instrument) or <see cref="QuotingStrategy"/>.
/// </summary>
public abstract class Strategy
{
    /// <summary>Number of instruments traded together.</summary>
    public virtual int Legs => 1;

    /// <summary>Events of its main kind before the first signal other than Hold.</summary>
    public abstract int WarmUp { get; }

    public virtual MarketNeeds Needs => MarketNeeds.Bars;

    /// <summary>How its targets become orders, unless the arm says otherwise.</summary>
    public virtual ExecutionPolicy Execution => ExecutionPolicy.Taker;

    public virtual void OnBar(int leg, in Bar bar, Targets targets)
    {
    }

    public virtual void OnTrade(int leg, in PublicTrade trade, Targets targets)
    {
    }

    public virtual void OnQuote(int leg, in Quote quote, Targets targets)
    {
    }

    /// <summary>The book after a whole message was applied.</summary>
    public virtual void OnBook(int leg, OrderBook book, Timestamp now, Targets targets)
    {
    }

    /// <summary>
    /// A forecast of one horizon, handed over when it may first be known; one that is not <see cref="Forecast.IsGood"/> says that from now on
    /// there is none of its horizon, and why.
    /// </summary>
    public virtual void OnForecast(int leg, in Forecast forecast, Targets targets)
    {
    }

    /// <summary>The forecast its level rests on, for limits and the journal; default = none.</summary>
    public virtual Forecast ForecastOf(int leg) => default;

    /// <summary>Why the level is what it is, asked right after it changed.</summary>
    public virtual Reason Explain(int leg) => default;
}
