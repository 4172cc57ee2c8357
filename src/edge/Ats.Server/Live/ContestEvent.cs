using Ats.Domain;

namespace Ats.Server.Live;

/// <summary>Something that happened to the contest as a whole: a limit was passed (or is kept again), or a command was given. One of the two is set.</summary>
public readonly record struct ContestEvent(long Sequence, LimitBreach? Breach, OperatorCommand? Command);
