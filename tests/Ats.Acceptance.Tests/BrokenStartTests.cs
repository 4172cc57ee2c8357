using System.Net;
using System.Net.Sockets;

namespace Ats.Acceptance.Tests;

public sealed class BrokenStartTests
{
    [Fact]
    public void Damaged_files_end_the_start_with_code_3_and_nothing_left_running()
    {
        using var live = new LiveRun();
        File.WriteAllText(live.Path("journal.db"), new string('x', 5000));
        Fails(live, live.Ats("run"), 3, "is not a journal");
        File.Delete(live.Path("journal.db"));
        Directory.CreateDirectory(live.Path("exchange"));
        File.WriteAllText(live.Path("exchange/exchange.state"), new string('x', 500));
        Fails(live, live.Ats("run"), 3, "exchange.state cannot be taken up");
        File.Delete(live.Path("exchange/exchange.state"));
        File.WriteAllText(live.Path("exchange/account-key"), "only one line\n");
        Fails(live, live.Ats("run"), 3, "account-key is damaged");
    }

    [Fact]
    public void An_exchange_that_cannot_start_ends_the_start_with_its_own_words()
    {
        using var live = new LiveRun();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        Fails(live, live.AtsWith($"ATS_EXCHANGE__PORT={((IPEndPoint)other.LocalEndpoint).Port}", "run"), 4, "address already in use");
        Fails(live, live.Ats("run", "--market", "nowhere"), 2, "'nowhere' is no market");
    }

    [Fact]
    public async Task A_signal_while_starting_and_a_second_one_end_the_run_with_130_and_its_exchange_with_it()
    {
        using var live = new LiveRun();
        var starting = live.Start("run");
        await starting.Says("starting the exchange");
        starting.Signal("TERM");
        Assert.Equal(130, starting.Ended());
        Assert.Contains("interrupted while starting", starting.Said, StringComparison.Ordinal);
        Assert.True(live.ExchangeIsGone());

        var run = await live.Open();
        Assert.Equal(0, live.Ats("buy", "0.01", "--price", "1000").Code);
        run.Signal("TERM");
        await run.Says("stopping");
        run.Signal("TERM");
        Assert.Contains(run.Ended(), (int[])[130, 0]);
        Assert.True(live.ExchangeIsGone());
    }

    [Fact]
    public async Task A_signal_to_the_whole_process_group_leaves_the_exchange_to_the_run_which_stops_in_order()
    {
        if (OperatingSystem.IsWindows()) return;
        using var live = new LiveRun();
        foreach (var signal in new[] { "TERM", "INT" })
        {
            var run = live.StartGroup("run");
            await run.Says("the contest is live");
            Assert.Equal(0, live.Ats("buy", "0.01", "--price", "1000").Code);
            run.Signal(signal, group: true);
            Assert.Equal(0, run.Ended());
            Assert.Contains("stopping: working orders are cancelled", run.Said, StringComparison.Ordinal);
            Assert.DoesNotContain("the exchange process has ended", run.Said, StringComparison.Ordinal);
            Assert.True(live.ExchangeIsGone());
        }
    }

    [Fact]
    public async Task The_exchange_of_a_run_that_was_killed_while_it_started_is_found_by_the_next_one()
    {
        using var live = new LiveRun();
        Directory.CreateDirectory(live.Path("exchange"));
        File.WriteAllText(live.Path("exchange/account-key"), "sim-key\nsim-secret\n");
        using var left = AtsProcess.Start("exchange", "serve", "--market", "walk", "--state", live.Path("exchange"), "--ignore-interrupt");
        Assert.StartsWith("exchange on", await left.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var run = await live.Open();
        Assert.Contains("is running already", run.Said, StringComparison.Ordinal);
        run.Signal("TERM");
        Assert.Equal(0, run.Ended());
        Assert.True(left.WaitForExit(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task A_run_killed_at_any_moment_of_its_start_keeps_no_later_one_out()
    {
        using var live = new LiveRun();
        var killed = live.Start("run");
        await killed.Says("starting the exchange");
        killed.Signal("KILL");
        killed.Ended();
        var run = await live.Open();
        run.Signal("TERM");
        Assert.Equal(0, run.Ended());
        Assert.True(live.ExchangeIsGone());
    }

    private static void Fails(LiveRun live, (int Code, string Out, string Error) run, int code, string says)
    {
        Assert.True(run.Code == code, $"code {run.Code}: {run.Error}");
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
        Assert.True(live.ExchangeIsGone());
    }
}
