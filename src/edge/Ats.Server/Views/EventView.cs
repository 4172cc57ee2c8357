namespace Ats.Server.Views;

/// <summary>
/// A limit's breach (Kind limit; IsOver: it has ended) or a command (Kind command). Arm null = all together. What: the limit's name, or halt,
/// reduceOnly, resume, flatten, order, cancel, cancelAll, begin, end, rules. Detail says why, with value and threshold, or what was ordered;
/// State what is allowed from then on; By who gave the command (operator, start, stop, exchange, …).
/// </summary>
public sealed record EventView(
    long Sequence, DateTimeOffset Time, string Kind, string? Arm, string What, string Detail, string? State, bool IsOver, string? By);
