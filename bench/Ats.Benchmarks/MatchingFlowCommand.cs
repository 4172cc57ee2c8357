using Ats.Simulation.Matching;

namespace Ats.Benchmarks;

/// <summary>A place, or (owner negative) a cancel of the order's id.</summary>
internal readonly record struct MatchingFlowCommand(NewOrder Order)
{
    public ReadOnlySpan<MatchingEvent> ApplyTo(MatchingEngine engine) => Order.Owner < 0 ? engine.Cancel(Order.Id) : engine.Place(Order);
}
