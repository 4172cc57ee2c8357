using Ats.Domain;
using Ats.Engine;
using Ats.Server.Live;

namespace Ats.Acceptance.Tests;

public sealed class EngineBeatTests
{
    [Fact]
    public async Task An_idle_engine_beats_and_a_hung_one_does_not()
    {
        var btc = new Instrument(InstrumentId.Parse("bybit:linear:BTCUSDT"), new Asset("BTC"), new Asset("USDT"), Price.FromDecimal(0.1m), Quantity.FromDecimal(0.001m));
        var engine = new TradingEngine(new EngineSettings { TradesAtOnce = false }, [btc], [], new ReplayGateway(), new MemoryJournal(JournalKind.None));
        using var entered = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var hangs = false;
        await using var loop = new EngineLoop(engine, TimeProvider.System, _ => Hang(), e => Assert.Fail(e.ToString()));
        loop.Start();
        Assert.True(SpinWait.SpinUntil(() => loop.Beats >= 2, TimeSpan.FromSeconds(30)), "no beat without inputs");

        Volatile.Write(ref hangs, true);
        loop.Post(MarketEvent.FromClock(loop.Now));
        Assert.True(entered.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        var before = loop.Beats;
        for (var i = 0; i < 100; i++) loop.Post(MarketEvent.FromClock(loop.Now));
        Assert.Equal(before, loop.Beats);

        Volatile.Write(ref hangs, false);
        release.Set();
        Assert.True(SpinWait.SpinUntil(() => loop.Beats >= before + 100, TimeSpan.FromSeconds(30)), "no beat after it came back");

        void Hang()
        {
            if (!Volatile.Read(ref hangs)) return;
            entered.Set();
            release.Wait();
        }
    }
}
