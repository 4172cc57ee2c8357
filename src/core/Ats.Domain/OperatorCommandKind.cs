namespace Ats.Domain;

/// <summary>What an operator (or the host, for the start of trading) can tell the engine.</summary>
public enum OperatorCommandKind : byte
{
    /// <summary>Warm-up is over: arms may trade.</summary>
    BeginTrading,

    /// <summary>Sets the trading state of an arm, or of all.</summary>
    SetState,

    /// <summary>Cancels what works, closes positions at the market and allows reductions only, until resumed.</summary>
    Flatten,

    /// <summary>A manual order, through the same risk gate.</summary>
    PlaceOrder,

    /// <summary>Cancels one working order.</summary>
    CancelOrder,

    /// <summary>Cancels every working order of an arm, or of all.</summary>
    CancelAll,

    /// <summary>The run is about to stop: nothing more is decided, working orders are cancelled, positions and states stay for the next run.</summary>
    EndTrading,

    /// <summary>
    /// The host says which stop of last resort works at the exchange for an instrument: its side (a sell protects what is long) and
    /// quantity, zero for none.
    /// </summary>
    ReportProtection,

    /// <summary>The exchange changed an instrument's rules: Note holds them (<see cref="TradingRules"/>). They bind from the next order on.</summary>
    ChangeRules,
}
