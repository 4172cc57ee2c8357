namespace Ats.Simulation;

/// <summary>How the simulated exchange decides what an order would have got. Each states its assumptions in <see cref="FillModels"/>.</summary>
public enum FillModelKind
{
    /// <summary>Bars: market orders at the next bar's open.</summary>
    NextOpen,

    /// <summary>Bars: the worst price of the bar the order meets.</summary>
    PessimisticBar,

    /// <summary>Public trades: the next trade after arrival.</summary>
    Trades,

    /// <summary>Best bid and ask.</summary>
    Quotes,

    /// <summary>Full L2 book with queue position.</summary>
    Book,
}
