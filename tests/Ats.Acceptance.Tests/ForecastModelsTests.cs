using System.Text.Json;

namespace Ats.Acceptance.Tests;

/// <summary>Models after their training: judged, listed, promoted, rolled back, and refused where they must be.</summary>
[Collection(TrainedModelsCollection.Name)]
public sealed class ForecastModelsTests(TrainedModels models)
{
    [Fact]
    public void An_evaluation_has_the_promised_fields_for_the_model_and_every_baseline_and_a_verdict_in_words()
    {
        var file = Path.Combine(models.Root, "evaluation.json");
        var run = AtsProcess.Run("forecast", "evaluate", "--model", "v0001", "--data", TrainedModels.Unseen, "--registry", models.Registry, "--json", file);
        Assert.True(run.Code == 0, run.Error);
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        var root = json.RootElement;
        CheckHorizons(root.GetProperty("horizons"));
        var baselines = root.GetProperty("baselines").EnumerateArray().ToList();
        Assert.Equal(["random-walk", "volatility-random-walk", "ar", "imbalance-ols", "ridge", "gradient-boosted-trees"], baselines.Select(b => b.GetProperty("name").GetString()));
        Assert.All(baselines, b => CheckHorizons(b.GetProperty("horizons")));
        Assert.Equal(0, baselines[0].GetProperty("horizons")[1].GetProperty("r2").GetDouble());
        var verdict = root.GetProperty("verdict").GetString()!;
        Assert.Contains("against the random walk", verdict, StringComparison.Ordinal);
        Assert.Contains("no evidence about Bybit", verdict, StringComparison.Ordinal);
        Assert.Contains(verdict, run.Out, StringComparison.Ordinal);
        Assert.Equal("v0001", root.GetProperty("model").GetString());
        Assert.Equal(JsonValueKind.Number, root.GetProperty("shareOfOptimum").ValueKind);
    }

    [Fact]
    public void Json_to_standard_output_is_alone_there_and_the_same_twice()
    {
        string[] words = ["forecast", "evaluate", "--model", "latest", "--data", TrainedModels.Unseen, "--registry", models.Registry, "--json", "-"];
        var first = AtsProcess.Run(words);
        Assert.True(first.Code == 0, first.Error);
        using var json = JsonDocument.Parse(first.Out);
        Assert.Equal("v0002", json.RootElement.GetProperty("model").GetString());
        Assert.Equal(first.Out, AtsProcess.Run(words).Out);
    }

    [Theory]
    [InlineData("synthetic:seed=901,hours=1")]
    [InlineData("synthetic:seed=901,hours=3")]
    [InlineData("synthetic:seed=901,hours=1,start=2027-01-01")]
    [InlineData("synthetic:seed=901,hours=1,book=500ms,levels=20")]
    public void What_a_model_has_learned_from_is_refused_for_its_evaluation_and_its_backtest(string seen)
    {
        foreach (var words in new[] { new[] { "forecast", "evaluate" }, ["backtest", "--strategy", "cash"] })
        {
            var run = AtsProcess.Run([.. words, "--model", "v0001", "--data", seen, "--registry", models.Registry]);
            Assert.Equal(5, run.Code);
            Assert.Contains("v0001 has seen some of it", Assert.Single(run.Error.Trim().Split('\n')), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_same_market_later_than_all_that_was_seen_is_allowed()
    {
        var run = AtsProcess.Run("forecast", "evaluate", "--model", "v0001", "--data", "synthetic:seed=901,hours=2", "--from", "2026-01-01T01:40:00Z", "--registry", models.Registry, "--json", "-");
        Assert.True(run.Code == 0, run.Error);
        using var json = JsonDocument.Parse(run.Out);
        Assert.InRange(json.RootElement.GetProperty("horizons")[1].GetProperty("n").GetInt32(), 1000, 1200);
    }

    [Fact]
    public void A_backtest_feeds_the_model_to_the_arms_and_ends_in_the_same_state_twice()
    {
        string[] words = ["backtest", "--data", TrainedModels.Unseen, "--model", "latest", "--registry", models.Registry, "--strategy", "ai-direct", "--strategy", "ai-timing", "--json", "-"];
        var first = AtsProcess.Run(words);
        Assert.True(first.Code == 0, first.Error);
        using var one = JsonDocument.Parse(first.Out);
        using var two = JsonDocument.Parse(AtsProcess.Run(words).Out);
        Assert.Equal(one.RootElement.GetProperty("stateHash").GetString(), two.RootElement.GetProperty("stateHash").GetString());
        Refused(2, "give --model", [.. words.Take(3), .. words.Skip(7)]);
    }

    [Fact]
    public void A_model_that_needs_a_book_is_refused_on_trades_alone()
    {
        var trades = models.Trades("bybit-linear_BTCUSDT_few.csv", 120);
        foreach (var words in new[] { new[] { "forecast", "evaluate" }, ["backtest", "--strategy", "cash"] })
        {
            var run = AtsProcess.Run([.. words, "--model", "v0001", "--data", trades, "--registry", models.Registry]);
            Assert.Equal(3, run.Code);
            Assert.Contains("no order book", Assert.Single(run.Error.Trim().Split('\n')), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_model_of_recorded_trades_is_refused_on_them_also_where_they_are_of_an_invented_market()
    {
        var trades = models.Trades("bybit-linear_BTCUSDT_trades.csv", 4000);
        var registry = Path.Combine(models.Root, "recorded");
        foreach (var words in new[] { Array.Empty<string>(), ["--invented"] })
        {
            var training = TrainedModels.Train(trades, registry, words);
            Assert.True(training.Code == 0, training.Error);
            var run = AtsProcess.Run("forecast", "evaluate", "--model", "latest", "--data", trades, "--registry", registry);
            Assert.True(run.Code == 5, run.Error + run.Out);
        }

        Assert.Contains("invented", File.ReadAllText(TrainedModels.Version(registry, "v0002", "card.md")), StringComparison.Ordinal);
        Assert.DoesNotContain("invented", File.ReadAllText(TrainedModels.Version(registry, "v0001", "card.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Data_too_short_for_one_outcome_is_refused()
    {
        var run = AtsProcess.Run("forecast", "evaluate", "--model", "v0001", "--data", "synthetic:seed=902,hours=0.002", "--registry", models.Registry);
        Assert.Equal(3, run.Code);
        Assert.Contains("none of them with an outcome", Assert.Single(run.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void Models_are_listed_promoted_and_rolled_back()
    {
        var registry = models.Copy();
        Assert.Equal(2, Rows(registry).Count(l => l.StartsWith('v') && l.Contains("offline fail", StringComparison.Ordinal) || l.Contains("offline pass", StringComparison.Ordinal)));
        Refused(5, "has no champion", "forecast", "rollback", "--registry", registry);
        Assert.Contains("champion v0001, previous none", Done("forecast", "promote", "v0001", "--registry", registry), StringComparison.Ordinal);
        Refused(5, "had no champion before v0001", "forecast", "rollback", "--registry", registry);
        Assert.Contains("champion v0002, previous v0001", Done("forecast", "promote", "latest", "--registry", registry), StringComparison.Ordinal);
        Assert.Contains(Rows(registry), l => l.StartsWith("v0002\tchampion", StringComparison.Ordinal));
        Assert.Contains("champion v0001 again, v0002 is out", Done("forecast", "rollback", "--registry", registry), StringComparison.Ordinal);
        Assert.Contains("# BTCUSDT v0001", Done("forecast", "card", "champion", "--registry", registry), StringComparison.Ordinal);
        Refused(3, "has no version or alias 'previous'", "forecast", "card", "previous", "--registry", registry);
        Refused(3, "has no version v0007", "forecast", "promote", "7", "--registry", registry);
        Refused(3, "'best'", "forecast", "evaluate", "--model", "best", "--data", TrainedModels.Unseen, "--registry", registry);
        Refused(3, "holds no model yet", "forecast", "card", "latest", "--registry", Path.Combine(registry, "none"));
        Assert.False(Directory.Exists(Path.Combine(registry, "none")));
    }

    [Fact]
    public void A_flipped_byte_is_noticed_before_anything_is_made_of_it()
    {
        var registry = models.Copy();
        var weights = TrainedModels.Version(registry, "v0002", "model.safetensors");
        var bytes = File.ReadAllBytes(weights);
        bytes[^100] ^= 4;
        File.WriteAllBytes(weights, bytes);
        Refused(3, "model.safetensors: has changed since it was registered", "forecast", "promote", "v0002", "--registry", registry);
        Refused(3, "has changed", "forecast", "evaluate", "--model", "v0002", "--data", TrainedModels.Unseen, "--registry", registry);
        Refused(3, "has changed", "backtest", "--model", "v0002", "--data", TrainedModels.Unseen, "--registry", registry);
        Assert.False(File.Exists(Path.Combine(registry, "models", "BTCUSDT-15s", "aliases.json")));
        Assert.Contains("champion v0001", Done("forecast", "promote", "v0001", "--registry", registry), StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_without_a_manifest_is_passed_over_and_its_number_not_given_again()
    {
        var registry = models.Copy();
        File.Delete(TrainedModels.Version(registry, "v0002", "manifest.json"));
        var listed = AtsProcess.Run("forecast", "models", "--registry", registry);
        Assert.Equal(0, listed.Code);
        Assert.Contains("passed over", Assert.Single(listed.Error.Trim().Split('\n')), StringComparison.Ordinal);
        Refused(3, "was not written to its end", "forecast", "promote", "v0002", "--registry", registry);
        Assert.Contains("champion v0001", Done("forecast", "promote", "latest", "--registry", registry), StringComparison.Ordinal);
        var training = TrainedModels.Train(TrainedModels.Data, registry);
        Assert.Contains("BTCUSDT v0003", training.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_aliases_are_named_and_stop_what_needs_them()
    {
        var registry = models.Copy();
        File.WriteAllText(Path.Combine(registry, "models", "BTCUSDT-15s", "aliases.json"), "{\"champion\":");
        Refused(3, "aliases.json: cannot be read", "forecast", "promote", "v0001", "--registry", registry);
        Refused(3, "aliases.json: cannot be read", "forecast", "models", "--registry", registry);
    }

    private static void CheckHorizons(JsonElement horizons)
    {
        string[] keys = ["horizonSeconds", "r2", "r2Low", "r2High", "directionalAccuracy", "crpsSkill", "dmT", "coverage90", "n"];
        Assert.Equal([5, 15, 60], horizons.EnumerateArray().Select(h => h.GetProperty("horizonSeconds").GetInt32()));
        foreach (var horizon in horizons.EnumerateArray())
        {
            Assert.All(keys, key => Assert.True(horizon.TryGetProperty(key, out _), key));
            Assert.True(horizon.GetProperty("n").GetInt32() > 900);
            Assert.InRange(horizon.GetProperty("coverage90").GetDouble(), 0, 1);
            Assert.InRange(horizon.GetProperty("r2").GetDouble(), horizon.GetProperty("r2Low").GetDouble(), horizon.GetProperty("r2High").GetDouble());
        }
    }

    private static string[] Rows(string registry) => Done("forecast", "models", "--registry", registry).Split('\n');

    private static string Done(params string[] words)
    {
        var run = AtsProcess.Run(words);
        Assert.True(run.Code == 0, run.Error);
        return run.Out;
    }

    private static void Refused(int code, string says, params string[] words)
    {
        var run = AtsProcess.Run(words);
        Assert.Equal(code, run.Code);
        Assert.Contains(says, Assert.Single(run.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }
}
