using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ats.Acceptance.Tests;

public sealed partial class OperatorCommandTests(OpenContest contest) : IClassFixture<OpenContest>
{
    private readonly LiveRun _live = contest.Live;

    [Theory]
    [InlineData("status", "environment:")]
    [InlineData("arms", "manual\tmanual\t10000.00")]
    [InlineData("positions", "arm\tinstrument\tquantity")]
    [InlineData("decisions", "time (UTC)\tarm")]
    [InlineData("fills", "time (UTC)\tarm")]
    public void The_contest_is_read_as_lines_and_as_json(string command, string says)
    {
        var plain = _live.Ats(command);
        Assert.True(plain.Code == 0, plain.Error);
        Assert.Contains(says, plain.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', plain.Out);
        var json = _live.Ats(command, "--json");
        Assert.True(json.Code == 0, json.Error);
        using var parsed = JsonDocument.Parse(json.Out);
        Assert.Equal(command == "status" ? JsonValueKind.Object : JsonValueKind.Array, parsed.RootElement.ValueKind);
    }

    [Fact]
    public void An_order_by_hand_is_placed_listed_and_cancelled()
    {
        var placed = _live.Ats("buy", "0.01", "--price", "1000", "--post-only", "--note", "a test");
        Assert.True(placed.Code == 0, placed.Error);
        var id = OrderName().Match(placed.Out).Groups[1].Value;
        Assert.Contains($"{id}\tmanual\tbybit:linear:BTCUSDT\tbuy\tlimit\tPostOnly\t0.01\t0\t1000\t", _live.Ats("orders").Out, StringComparison.Ordinal);
        Assert.Equal(0, _live.Ats("cancel", id).Code);
        Until(() => !_live.Ats("orders").Out.Contains(id + "\t", StringComparison.Ordinal));
        var again = _live.Ats("cancel", id);
        Assert.Equal((5, $"ats: Order {id} is not working."), (again.Code, again.Error.Trim()));
    }

    [Theory]
    [InlineData("quantity: 0.0001 is not a multiple of the lot 0.001.", 5, "buy", "0.0001")]
    [InlineData("'0,01' is not a number as in 0.01; see 'ats buy --help'.", 2, "buy", "0,01")]
    [InlineData("'94,000' for option '--price' is not a number as in 0.01; see 'ats buy --help'.", 2, "buy", "0.01", "--price", "94,000")]
    [InlineData("postOnly needs a price.", 5, "sell", "0.001", "--post-only")]
    [InlineData("instrument: 'DOGEUSDT' is not traded here. There are: bybit:linear:BTCUSDT.", 5, "buy", "1", "--instrument", "DOGEUSDT")]
    [InlineData("There is no arm 'nobody'. There are: cash, manual.", 5, "halt", "--arm", "nobody")]
    [InlineData("'7' is not an order's name: they look like 3-17.", 5, "cancel", "7")]
    [InlineData("Name one order, as 'ats orders' lists it, or --all.", 2, "cancel")]
    public void What_cannot_be_done_gets_one_line_that_says_why(string says, int code, params string[] arguments)
    {
        var run = _live.Ats(arguments);
        Assert.Equal((code, "ats: " + says), (run.Code, run.Error.Trim()));
        Assert.Empty(run.Out);
    }

    [Fact]
    public void A_denied_order_names_the_limit_with_value_and_threshold()
    {
        var run = _live.Ats("buy", "0.05");
        Assert.Equal(5, run.Code);
        Assert.Matches(@"^ats: Denied by the risk gate: orderNotional \(value [34567]\d\d\d(\.\d+)?, threshold 2000\)\.\n$", run.Error);
    }

    [Fact]
    public void Halting_denies_orders_until_resumed()
    {
        var halt = _live.Ats("halt", "--note", "a test");
        Assert.True(halt.Code == 0 && halt.Out.StartsWith("halted by the server: every arm", StringComparison.Ordinal), halt.Error);
        var denied = _live.Ats("buy", "0.001");
        Assert.Equal((5, "ats: Denied by the risk gate: tradingHalted: the arm is halted; resume lifts it."), (denied.Code, denied.Error.Trim()));
        Until(() => _live.Ats("status").Out.Contains("trading:     halted", StringComparison.Ordinal));
        foreach (var command in (string[])["reduce-only", "flatten", "resume"]) Assert.Equal(0, _live.Ats(command).Code);
        Until(() => _live.Ats("status").Out.Contains("trading:     active", StringComparison.Ordinal));
    }

    [Fact]
    public void A_wrong_token_is_refused_with_where_it_came_from()
    {
        var run = _live.AtsWith("ATS_OPERATOR_TOKEN=not-the-right-token", "halt");
        Assert.Equal(5, run.Code);
        Assert.Contains("refused the operator token of ATS_OPERATOR_TOKEN", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_run_on_the_journal_the_account_or_the_port_is_refused()
    {
        var journal = _live.Ats("run");
        Assert.Equal(4, journal.Code);
        Assert.Matches(@"^ats: Another ats run \(process \d+, http://127.0.0.1:\d+\) works on the journal ", journal.Error);
        var account = _live.AtsWith($"ATS_JOURNAL={_live.Path("second.db")}", "run");
        Assert.Equal(4, account.Code);
        Assert.Contains("Another ats run uses the exchange of", account.Error, StringComparison.Ordinal);
        var port = Regex.Match(_live.Ats("doctor").Out, @"http://127\.0\.0\.1:(\d+)\)").Groups[1].Value;
        var taken = _live.AtsWith($"ATS_JOURNAL={_live.Path("third.db")} ATS_EXCHANGE__STATE={_live.Path("third")}", "run", "--port", port);
        Assert.Equal(4, taken.Code);
        Assert.Matches($@"^ats: port: port {port} is taken( by process \d+ \(\w+\))?: ", taken.Error);
        Assert.Equal(0, _live.Ats("status").Code);
    }

    [Fact]
    public void The_doctor_finds_a_running_contest_well()
    {
        var run = _live.Ats("doctor");
        // A machine without node cannot build the site, and is told so.
        Assert.All(run.Out.Split('\n'), line => Assert.True(!line.StartsWith("BAD", StringComparison.Ordinal) || line.StartsWith("BAD site:", StringComparison.Ordinal), run.Out));
        Assert.Contains("is running (process", run.Out, StringComparison.Ordinal);
        Assert.Contains("may trade, may not withdraw", run.Out, StringComparison.Ordinal);
        Assert.Contains("bybit:linear:BTCUSDT is traded", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void On_mainnet_halt_and_flatten_ask_first_and_nothing_is_done_without_a_terminal()
    {
        using var elsewhere = new LiveRun();
        var halt = elsewhere.AtsWith("ATS_ENVIRONMENT=mainnet; exec </dev/null", "halt");
        Assert.Equal((2, "ats: halt on mainnet cancels what works and stops trading and asks for a typed word: give --yes where there is no terminal."), (halt.Code, halt.Error.Trim()));
        Assert.False(File.Exists(elsewhere.Path("journal.db.halt")));
        Assert.Equal(4, elsewhere.AtsWith("ATS_ENVIRONMENT=demo", "flatten").Code);
        var certain = elsewhere.AtsWith("ATS_ENVIRONMENT=mainnet; exec </dev/null", "halt", "--yes");
        Assert.Equal(2, certain.Code);
        Assert.Contains("No API key for mainnet: set ATS_BYBIT_MAINNET_KEY and ATS_BYBIT_MAINNET_SECRET", certain.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(elsewhere.Path("journal.db.halt")));
        var resumed = elsewhere.Ats("resume");
        Assert.True(resumed.Code == 0 && resumed.Out.Contains("the halt note was removed", StringComparison.Ordinal), resumed.Error);
    }

    /// <summary>Views are made four times a second, so a list may be a moment behind a command.</summary>
    private static void Until(Func<bool> holds)
    {
        for (var tries = 0; tries < 20; tries++)
        {
            if (holds()) return;
        }

        Assert.Fail("It never came about.");
    }

    [GeneratedRegex("^order ([0-9]+-[0-9]+) is on its way")]
    private static partial Regex OrderName();
}
