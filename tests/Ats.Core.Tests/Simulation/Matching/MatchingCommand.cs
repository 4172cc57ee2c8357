using Ats.Domain;
using Ats.Simulation.Matching;

namespace Ats.Core.Tests.Simulation.Matching;

/// <summary>One command to a matching engine, as a value that generators make and two engines are given alike.</summary>
public sealed record MatchingCommand(MatchingCommandKind Kind)
{
    public NewOrder Order { get; init; }

    public OrderAmendment Amendment { get; init; }

    public long Id { get; init; }

    public int Owner { get; init; }

    public OrderScope Scope { get; init; }

    public TriggerSource Source { get; init; }

    public Price Price { get; init; }

    public Quantity Position { get; init; }

    public ReadOnlySpan<MatchingEvent> ApplyTo(IMatchingEngine engine) => Kind switch
    {
        MatchingCommandKind.Place => engine.Place(Order),
        MatchingCommandKind.Amend => engine.Amend(Amendment),
        MatchingCommandKind.Cancel => engine.Cancel(Id),
        MatchingCommandKind.CancelAll => engine.CancelAll(Owner, Scope),
        MatchingCommandKind.UpdatePrice => engine.UpdatePrice(Source, Price),
        MatchingCommandKind.SetPosition => engine.SetPosition(Owner, Position),
        _ => throw new InvalidOperationException(),
    };
}
