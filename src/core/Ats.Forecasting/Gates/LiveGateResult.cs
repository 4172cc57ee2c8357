namespace Ats.Forecasting.Gates;

/// <summary>The verdict, its checks (empty when it was not time to look), and the state to look with next.</summary>
public sealed record LiveGateResult(LiveVerdict Verdict, GateResult Gate, LiveGateState State);
