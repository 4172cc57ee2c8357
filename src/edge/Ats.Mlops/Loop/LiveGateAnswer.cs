using Ats.Forecasting.Gates;
using Ats.Mlops.Registry;

namespace Ats.Mlops.Loop;

/// <summary>The live gate's word, and the state to look with next.</summary>
public sealed record LiveGateAnswer(GateRecord Word, LiveGateState State);
