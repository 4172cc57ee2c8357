using Ats.Engine;

namespace Ats.Simulation;

/// <summary>What a backtest assumes about the world.</summary>
public sealed record BacktestSettings
{
    public FillModelKind Fill { get; init; } = FillModelKind.NextOpen;

    public LatencyModel Latency { get; init; } = LatencyModel.None;

    public SlippageModel Slippage { get; init; } = SlippageModel.None;

    public EngineSettings Engine { get; init; } = new();
}
