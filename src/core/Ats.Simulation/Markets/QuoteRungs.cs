using Ats.Domain;

namespace Ats.Simulation.Markets;

/// <summary>
/// Where makers quote: eight levels a tick apart from the best, then twenty a quarter basis point apart and twenty-two 2.5 basis points
/// apart, on fixed grids so that a small move of the value changes few of them.
/// </summary>
internal sealed class QuoteRungs(Instrument rules)
{
    public const int Near = 8;
    public const int Middle = 20;
    public const int Far = 22;
    public const int Count = Near + Middle + Far;
    private readonly long _tick = rules.TickSize.Raw;

    /// <summary>Writes the prices of one side, best first; returns how many (fewer only near zero).</summary>
    public int Write(Side side, long best, Span<long> prices)
    {
        var step = -side.Sign();
        var count = 0;
        for (; count < Near; count++) prices[count] = best + (step * count * _tick);
        var middle = Grid(best, 40_000);
        var far = Grid(best, 4_000);
        count = Add(prices, count, Near + Middle, step, middle);
        count = Add(prices, count, Count, step, far);
        while (count > 0 && prices[count - 1] <= 0) count--;
        return count;
    }

    private static int Add(Span<long> prices, int count, int until, int step, long grid)
    {
        var last = prices[count - 1];
        var at = step > 0 ? ((last / grid) + 1) * grid : (((last + grid - 1) / grid) - 1) * grid;
        for (; count < until; count++, at += step * grid) prices[count] = at;
        return count;
    }

    private long Grid(long price, int parts) => Math.Max(1, price / parts / _tick) * _tick;
}
