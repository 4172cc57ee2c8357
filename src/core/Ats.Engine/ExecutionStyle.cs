namespace Ats.Engine;

/// <summary>How an arm goes from what it holds to what it wants.</summary>
public enum ExecutionStyle : byte
{
    /// <summary>At the market, at once.</summary>
    Taker,

    /// <summary>With an order resting at the best price of its own side.</summary>
    PatientMaker,

    /// <summary>At the market when the forecaster agrees.</summary>
    Timed,
}
