namespace Ats.Domain;

/// <summary>Mark-to-market equity of an arm at a moment, quote units; Exposure is the gross notional held at mark.</summary>
public readonly record struct EquityPoint(int Arm, Timestamp Time, double Equity, double Exposure);
