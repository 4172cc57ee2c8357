using Ats.Bybit.Exchange.Faults;
using Ats.Bybit.Exchange.Sockets;
using Ats.Domain;

namespace Ats.Edge.Tests.Live;

/// <summary>
/// A contest against the real exchange over real sockets, with everything going wrong that can: the line cut at every step of an order's
/// life, the process killed at any journal write, words late, twice and out of order. Afterwards the books must balance (<see cref="Audit"/>).
/// A failing scenario says its seed: run it alone with ATS_FAULT_SEED.
/// </summary>
public sealed class FaultSimulationTests(ITestOutputHelper output)
{
    private const int Scenarios = 200;
    private const int AtOnce = 12;

    [Fact]
    public async Task No_order_is_lost_duplicated_or_misbooked_whatever_fails()
    {
        var given = Environment.GetEnvironmentVariable("ATS_FAULT_SEED");
        var first = given is null ? 1 : int.Parse(given);
        var count = Environment.GetEnvironmentVariable("ATS_FAULT_COUNT") is { } most ? int.Parse(most) : given is null ? Scenarios : 1;
        var failures = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var done = new System.Collections.Concurrent.ConcurrentBag<(int Orders, int Fills, int Cuts, bool Killed)>();
        await Parallel.ForEachAsync(Enumerable.Range(first, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (seed, _) =>
        {
            var scenario = FaultScenario.Of((ulong)seed);
            try
            {
                done.Add(await scenario.RunAsync());
            }
            catch (Exception e)
            {
                failures.Enqueue($"seed {seed}, {scenario}: {e.GetType().Name}: {e.Message.Replace('\n', ' ')} {e.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("Live", StringComparison.Ordinal))?.Split('/')[^1]}");
            }
        });
        output.WriteLine($"seeds {first} to {first + count - 1}: {done.Sum(d => d.Orders):N0} orders, {done.Sum(d => d.Fills):N0} fills, {done.Sum(d => d.Cuts):N0} cuts on the line, {done.Count(d => d.Killed)} kills");
        Assert.True(failures.IsEmpty, string.Join("\n", failures.Take(10)));
    }
}
