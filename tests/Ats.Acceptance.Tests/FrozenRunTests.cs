namespace Ats.Acceptance.Tests;

public sealed class FrozenRunTests
{
    [Fact]
    public async Task A_frozen_run_loses_its_orders_comes_back_halted_and_is_taken_up_again_after_its_death()
    {
        using var live = new LiveRun();
        var run = await live.Open();
        var watchdog = live.Start("watchdog", "--silence", "2s");
        await watchdog.Says(" lives (process");
        Works(live.Ats("buy", "0.01", "--price", "1000"));
        Until(() => live.Ats("orders").Out.Contains("\tAccepted\t", StringComparison.Ordinal));

        run.Signal("STOP");
        await watchdog.Says("cancelled 1 order at the exchange");
        var halt = live.Ats("halt", "--note", "frozen");
        Assert.True(halt.Code == 0, halt.Error);
        Assert.Contains("did not answer within", halt.Error, StringComparison.Ordinal);
        Assert.Contains("halted at the exchange, not by the server: 0 orders cancelled", halt.Out, StringComparison.Ordinal);
        Assert.True(File.Exists(live.Path("journal.db.halt")));

        run.Signal("CONT");
        await watchdog.Says("lives again");
        Until(() => live.Ats("status").Out.Contains("trading:     halted", StringComparison.Ordinal));
        Assert.True(SpinWait.SpinUntil(() => !File.Exists(live.Path("journal.db.halt")), TimeSpan.FromSeconds(30)), "the note was not taken away");
        Assert.Equal("", string.Join('\n', live.Ats("orders").Out.Split('\n').Skip(1)).Trim());

        run.Signal("KILL");
        Assert.Equal(137, run.Ended());
        await watchdog.Says("cancelled 0 orders at the exchange");
        var silent = live.Ats("status");
        Assert.Equal(4, silent.Code);
        Assert.StartsWith("ats: No server answers at http://127.0.0.1:", silent.Error, StringComparison.Ordinal);
        Assert.Contains("did not end in order", live.Ats("doctor").Out, StringComparison.Ordinal);
        Works(live.Ats("halt"));

        var next = await live.Open();
        Assert.Contains("the last one was cut short", next.Said, StringComparison.Ordinal);
        Assert.Contains("every arm starts halted", next.Said, StringComparison.Ordinal);
        Works(live.Ats("resume"));
        Until(() => live.Ats("status").Out.Contains("trading:     active", StringComparison.Ordinal));
        next.Signal("TERM");
        Assert.Equal(0, next.Ended());
        await watchdog.Says("has ended in order");
        watchdog.Signal("TERM");
        Assert.Equal(0, watchdog.Ended());
        Assert.True(live.ExchangeIsGone());
        Assert.Equal(0, AtsProcess.Run("replay", "--journal", live.Path("journal.db")).Code);
    }

    private static void Works((int Code, string Out, string Error) run) => Assert.True(run.Code == 0, $"code {run.Code}: {run.Error}");

    private static void Until(Func<bool> holds)
    {
        for (var tries = 0; tries < 20; tries++)
        {
            if (holds()) return;
        }

        Assert.Fail("It never came about.");
    }
}
