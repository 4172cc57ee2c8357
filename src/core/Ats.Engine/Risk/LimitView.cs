using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>
/// One limit as it stands, for a gauge. Value: where things stand now in Unit, NaN where only an order has a value or nothing is known
/// yet. State: what its breach allows (Active = no breach); Since: when the breach began, <see cref="Timestamp.MinValue"/> without one.
/// </summary>
public readonly record struct LimitView(
    string Name,
    string Description,
    string Unit,
    double Threshold,
    double Value,
    TradingState State,
    Timestamp Since);
