using Ats.Bybit.Rest;
using Ats.Bybit.Streams;

namespace Ats.Server.Live;

/// <summary>How patient a contest is. The defaults suit Bybit; tests make time short.</summary>
public sealed record ContestTiming
{
    public StreamSettings Streams { get; init; } = new();

    public RestSettings Rest { get; init; } = new();

    /// <summary>Between two rounds of housekeeping.</summary>
    public TimeSpan Housekeeping { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Between two comparisons of our books with the account.</summary>
    public TimeSpan Check { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Between a difference and the second look at it.</summary>
    public TimeSpan SecondLook { get; init; } = TimeSpan.FromMilliseconds(700);

    /// <summary>Between two measurements of the exchange's clock.</summary>
    public TimeSpan Clock { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Between two readings of the instruments' rules.</summary>
    public TimeSpan Rules { get; init; } = TimeSpan.FromHours(1);

    /// <summary>After a refusal that says they may have changed, they are read again at most so often.</summary>
    public TimeSpan RulesSoonest { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The first wait before asking what became of a request; doubled up to <see cref="SettleLongest"/>.</summary>
    public TimeSpan SettleFirst { get; init; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan SettleLongest { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A request not found so long after it left was never taken: its receive window (5 s) is over, and history has had time to show it.</summary>
    public TimeSpan LostAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Words the exchange owes (executions of a closed order, the end of a market order) are asked for after this.</summary>
    public TimeSpan OverdueAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Executions are fetched from so long before the newest one seen: they may come late and out of order.</summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a start waits for the exchange.</summary>
    public TimeSpan Start { get; init; } = TimeSpan.FromSeconds(60);
}
