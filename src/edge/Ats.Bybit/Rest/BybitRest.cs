using Ats.Bybit.Limits;

namespace Ats.Bybit.Rest;

/// <summary>
/// The REST client of one environment. Market data needs no key; everything else does, and the key decides the environment.
/// Share the budget and the clock with the trade socket: the exchange counts both together.
/// </summary>
public sealed class BybitRest : IDisposable
{
    private readonly RestTransport _transport;

    /// <summary>With a key, in the world the key belongs to.</summary>
    public BybitRest(ApiCredentials credentials, RateBudget budget, ServerClock clock, TimeProvider time, RestSettings? settings = null)
        : this(credentials.Environment, credentials, budget, clock, time, settings)
    {
    }

    /// <summary>Market data only.</summary>
    public BybitRest(BybitEnvironment environment, RateBudget budget, ServerClock clock, TimeProvider time, RestSettings? settings = null)
        : this(environment, null, budget, clock, time, settings)
    {
    }

    private BybitRest(BybitEnvironment environment, ApiCredentials? credentials, RateBudget budget, ServerClock clock, TimeProvider time, RestSettings? settings)
    {
        _transport = new RestTransport(environment, credentials, settings ?? new RestSettings(), time, budget, clock);
        Clock = clock;
        Market = new MarketApi(_transport, clock);
        Orders = new OrderApi(_transport, clock, environment);
        Account = new AccountApi(_transport, environment);
        Positions = new PositionApi(_transport);
    }

    public ServerClock Clock { get; }

    public MarketApi Market { get; }

    public OrderApi Orders { get; }

    public AccountApi Account { get; }

    public PositionApi Positions { get; }

    /// <summary>Asks the exchange's time several times and sets the clock.</summary>
    public Task<Outcome<ServerClock>> MeasureClockAsync(CancellationToken cancel = default) => _transport.MeasureClockAsync(cancel);

    public void Dispose() => _transport.Dispose();
}
