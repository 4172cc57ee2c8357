using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ats.Domain;

namespace Ats.Edge.Tests.Server;

public sealed partial class ReadApiTests(SampleServer server) : IClassFixture<SampleServer>
{
    [Fact]
    public async Task Status_says_what_runs_and_how_it_is()
    {
        var status = await server.Json("/api/v1/status");
        Assert.Equal("simulated", status.GetProperty("environment").GetString());
        Assert.True(status.GetProperty("isInventedMarket").GetBoolean());
        Assert.True(status.GetProperty("isTrading").GetBoolean());
        Assert.Equal("active", status.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, status.GetProperty("fault").ValueKind);
        Assert.Equal("connected", status.GetProperty("feeds")[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task Every_arm_is_listed_and_can_be_asked_for()
    {
        var arms = await server.Json("/api/v1/arms");
        Assert.Equal(server.Contest.Arms.Select(a => a.Name), arms.EnumerateArray().Select(a => a.GetProperty("name").GetString()));
        var one = await server.Json("/api/v1/arms/buy-and-hold");
        Assert.Equal("control", one.GetProperty("kind").GetString());
        Assert.True(one.GetProperty("fills").GetInt64() > 0);
    }

    [Fact]
    public async Task Decimals_are_strings_and_statistics_are_numbers()
    {
        var arm = await server.Json("/api/v1/arms/buy-and-hold");
        Assert.Equal("10000", arm.GetProperty("capital").GetString());
        Assert.Matches(Decimal(), arm.GetProperty("fees").GetString());
        Assert.Equal(JsonValueKind.Number, arm.GetProperty("netReturn").ValueKind);
        var fill = (await server.Json("/api/v1/fills?arm=buy-and-hold"))[0];
        foreach (var name in new[] { "price", "quantity", "fee", "realizedPnl" }) Assert.Matches(Decimal(), fill.GetProperty(name).GetString());
    }

    [Fact]
    public async Task The_leaderboard_is_ranked_by_net_return_and_says_why_a_statistic_is_missing()
    {
        var rows = (await server.Json("/api/v1/leaderboard")).EnumerateArray().ToList();
        Assert.Equal(server.Contest.Arms.Count, rows.Count);
        Assert.Equal(Enumerable.Range(1, rows.Count), rows.Select(r => r.GetProperty("rank").GetInt32()));
        var returns = rows.ConvertAll(r => r.GetProperty("netReturn").GetDouble());
        Assert.Equal(returns.OrderDescending(), returns);
        Assert.All(rows, r => Assert.True(r.GetProperty("spark").GetArrayLength() is > 1 and <= 40));
    }

    [Fact]
    public async Task Equity_curves_begin_at_the_capital_and_are_thinned_to_what_is_asked()
    {
        var whole = (await server.Json("/api/v1/equity?points=5000&arm=macd"))[0];
        var thinned = (await server.Json("/api/v1/equity?points=50&arm=macd"))[0];
        Assert.Equal(10_000, whole.GetProperty("equity")[0].GetDouble());
        Assert.True(whole.GetProperty("equity").GetArrayLength() >= 360);
        Assert.InRange(thinned.GetProperty("equity").GetArrayLength(), 25, 51);
        Assert.Equal(thinned.GetProperty("equity").GetArrayLength(), thinned.GetProperty("timesMs").GetArrayLength());
        Assert.Equal(2, (await server.Json("/api/v1/equity?arm=macd&arm=cash")).GetArrayLength());
    }

    [Fact]
    public async Task Facts_come_newest_first_and_can_be_narrowed_to_an_arm_and_an_outcome()
    {
        var decisions = (await server.Json("/api/v1/decisions?limit=200")).EnumerateArray().ToList();
        Assert.NotEmpty(decisions);
        Assert.All(decisions, d => Assert.NotEqual("", d.GetProperty("reason").GetString()));
        var sequences = decisions.ConvertAll(d => d.GetProperty("sequence").GetInt64());
        Assert.Equal(sequences.OrderDescending(), sequences);
        var of = decisions.ConvertAll(d => (d.GetProperty("arm").GetString(), d.GetProperty("outcome").GetString()));
        var narrowed = await server.Json($"/api/v1/decisions?arm={of[^1].Item1}&outcome={of[^1].Item2}&limit=3");
        Assert.InRange(narrowed.GetArrayLength(), 1, 3);
        Assert.All(narrowed.EnumerateArray(), d => Assert.Equal(of[^1], (d.GetProperty("arm").GetString(), d.GetProperty("outcome").GetString())));
    }

    [Fact]
    public async Task The_latest_decision_of_each_arm_is_there_once()
    {
        var latest = (await server.Json("/api/v1/decisions/latest")).EnumerateArray().ToList();
        var names = latest.ConvertAll(d => d.GetProperty("arm").GetString());
        Assert.Contains("buy-and-hold", names);
        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public async Task Positions_are_those_of_the_arm_that_is_asked_for()
    {
        var position = Assert.Single((await server.Json("/api/v1/positions?arm=buy-and-hold")).EnumerateArray());
        Assert.True(decimal.Parse(position.GetProperty("quantity").GetString()!, CultureInfo.InvariantCulture) > 0);
        Assert.Equal(0, (await server.Json("/api/v1/positions?arm=cash")).GetArrayLength());
        Assert.Equal(2, (await server.Json("/api/v1/markets")).GetArrayLength());
        Assert.NotEqual(0, (await server.Json("/api/v1/limits")).GetArrayLength());
        Assert.NotEqual(JsonValueKind.Undefined, (await server.Json("/api/v1/round-trips")).ValueKind);
    }

    [Fact]
    public async Task What_taking_orders_cost_is_told_of_every_arm()
    {
        var rows = (await server.Json("/api/v1/interference")).EnumerateArray().ToList();
        Assert.Equal(server.Contest.Arms.Select(a => a.Name), rows.Select(r => r.GetProperty("arm").GetString()));
        Assert.Contains(rows, r => r.GetProperty("impactBps").ValueKind == JsonValueKind.Number);
    }

    [Fact]
    public async Task Of_arms_that_tie_the_verdict_and_the_leaderboard_name_the_same()
    {
        Assert.Equal(["b", "a", "c"], Ats.Server.Api.LeaderboardBuilder.Ranked([Arm("c", 0.1), Arm("a", 0.2), Arm("b", 0.3)]).Select(a => a.Name));
        Assert.Equal(["a", "b", "c"], Ats.Server.Api.LeaderboardBuilder.Ranked([Arm("c", 0), Arm("b", 0), Arm("a", 0)]).Select(a => a.Name));
        var best = (await server.Json("/api/v1/leaderboard")).EnumerateArray().First(r => r.GetProperty("kind").GetString() is "classical" or "ai").GetProperty("arm").GetString();
        Assert.Contains(best!, (await server.Json("/api/v1/verdict")).GetProperty("sentences").EnumerateArray().Select(s => s.GetString()!).Single(s => s.Contains("picked after looking", StringComparison.Ordinal)), StringComparison.Ordinal);

        static Ats.Server.Views.ArmView Arm(string name, double netReturn) =>
            new(0, name, name, "classical", "", 1, 1, 1, 0, netReturn, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, "active", false, false, true);
    }

    [Fact]
    public void A_breach_is_told_with_its_cause_and_its_end_with_value_and_limit()
    {
        using var tap = new Ats.Server.Live.LiveTap(1);
        var breach = new LimitBreach(7, 2, "drawdown", 0.31, 0.3, new Reason("equity has fallen by a share of {0} from its peak, more than {1}", 0.31, 0.3), TradingState.Halted, default, IsOver: false);
        tap.LimitBreach(in breach);
        tap.LimitBreach(breach with { Sequence = 9, Arm = OperatorCommand.AllArms, Limit = "total-drawdown", Cause = new Reason("resumed by the operator"), State = TradingState.Active, IsOver = true });
        var told = tap.Events(10).Select(e => Ats.Server.Api.EventMapping.Of(e, server.Contest)).ToList();
        Assert.Equal(["total-drawdown", "drawdown"], told.Select(e => e.What));
        Assert.Equal((null, "active", true, "resumed by the operator: 0.31, limit 0.3"), (told[0].Arm, told[0].State, told[0].IsOver, told[0].Detail));
        Assert.Equal((server.Contest.Arms[2].Name, "halted", false, "equity has fallen by a share of 0.31 from its peak, more than 0.3"), (told[1].Arm, told[1].State, told[1].IsOver, told[1].Detail));
    }

    [Fact]
    public async Task The_verdict_begins_with_what_the_market_is_worth_as_evidence()
    {
        var sentences = (await server.Json("/api/v1/verdict")).GetProperty("sentences").EnumerateArray().Select(s => s.GetString()).ToList();
        Assert.Equal("An invented market: no evidence about Bybit.", sentences[0]);
        Assert.Contains(sentences, s => s!.Contains("picked after looking", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/api/v1/arms/nobody", 404, "There is no arm 'nobody'. There are: sma-cross,")]
    [InlineData("/api/v1/fills?arm=nobody", 404, "There is no arm 'nobody'")]
    [InlineData("/api/v1/fills?limit=0", 400, "limit=0 must be 1 to 500.")]
    [InlineData("/api/v1/decisions?limit=501", 400, "limit=501 must be 1 to 500.")]
    [InlineData("/api/v1/equity?points=1", 400, "points=1 must be 2 to 5000.")]
    [InlineData("/api/v1/equity?points=many", 400, "points=many is not a whole number.")]
    [InlineData("/api/v1/fills?limit=1.5", 400, "limit=1.5 is not a whole number.")]
    [InlineData("/api/v1/equity?arm=mac", 404, "There is no arm 'mac'. Did you mean 'macd'?")]
    [InlineData("/api/v1/limits?arm=mac", 404, "Did you mean 'macd'?")]
    [InlineData("/api/v1/orders?arm=mac", 404, "Did you mean 'macd'?")]
    [InlineData("/api/v1/positions?arm=mac", 404, "Did you mean 'macd'?")]
    [InlineData("/api/v1/fills?arm=mac", 404, "Did you mean 'macd'?")]
    [InlineData("/api/v1/decisions?arm=mac", 404, "Did you mean 'macd'?")]
    [InlineData("/api/v1/round-trips?arm=mac", 404, "Did you mean 'macd'?")]
    [InlineData("/api/v1/events?arm=mac", 404, "Did you mean 'macd'?")]
    [InlineData("/api/v1/nothing", 404, "There is nothing at this address.")]
    [InlineData("/api", 404, "There is nothing at this address.")]
    public async Task What_cannot_be_answered_is_a_problem_that_says_why(string path, int status, string says)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        var (got, detail) = await server.Problem(request);
        Assert.Equal(status, got);
        Assert.Contains(says, detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_is_all_that_the_read_routes_do()
    {
        foreach (var method in new[] { HttpMethod.Post, HttpMethod.Delete, HttpMethod.Put })
        {
            using var request = new HttpRequestMessage(method, "/api/v1/status");
            Assert.Equal(405, (await server.Problem(request)).Status);
        }
    }

    [GeneratedRegex(@"^-?\d+(\.\d*[1-9])?$")]
    private static partial Regex Decimal();
}
