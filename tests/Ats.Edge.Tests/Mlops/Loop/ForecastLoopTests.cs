using Ats.Forecasting.Gates;
using Ats.Mlops.Loop;
using Ats.Mlops.Registry;
using Ats.Mlops.Service;

namespace Ats.Edge.Tests.Mlops.Loop;

public sealed class ForecastLoopTests
{
    private static readonly LoopSettings EasyGate = LoopRig.Quick with { LiveGate = LoopRig.Quick.LiveGate with { MinimumOutcomes = 20, PlannedOutcomes = 100 } };

    [Fact]
    public void From_nothing_a_model_is_trained_gated_shadowed_and_serves()
    {
        using var rig = new LoopRig();
        rig.Run(1);
        Assert.Equal(LoopState.Collecting, rig.State);
        Assert.Equal((PredictionSource.Fallback, PredictionState.Warming), (rig.Service.Current!.Source, rig.Service.Current.State));
        rig.RunTo(LoopState.Serving);
        Assert.Equal(
            [LoopState.Collecting, LoopState.Training, LoopState.OfflineGate, LoopState.Shadow, LoopState.LiveGate, LoopState.Promoting, LoopState.Serving],
            rig.Audit.Select(a => a.To).Where((s, i) => i < 4 || rig.Audit.Skip(4).Count() - (i - 4) <= 3));
        Assert.Equal("v0001", rig.Registry.Aliases().Champion);
        rig.Run(1);
        Assert.Equal(("v0001", PredictionSource.Model, PredictionState.Ok), (rig.Service.Current!.Model.Version, rig.Service.Current.Source, rig.Service.Current.State));
        Assert.Equal(Enumerable.Range(1, rig.Audit.Count), rig.Audit.Select(a => (int)a.Sequence));
        Assert.Contains(rig.Registry.Manifest("v0001").Gates, g => g is { Gate: GateRecord.Live, Outcome: GateOutcome.Pass });
    }

    [Fact]
    public void A_model_that_decays_is_rolled_back_to_the_previous_and_marked()
    {
        using var rig = new LoopRig();
        var old = rig.Champion(-0.15f);
        var champion = rig.Champion(0.15f);
        rig.Run(1500);
        Assert.Equal((LoopState.Serving, champion), (rig.State, rig.Service.ServedVersion));
        rig.Market.Drift = -0.3;
        for (var i = 0; i < 3600 && rig.Service.ServedVersion == champion; i++) rig.Run(1);
        Assert.Equal((LoopState.Serving, old), (rig.State, rig.Service.ServedVersion));
        Assert.Equal([LoopState.Degraded, LoopState.RollingBack, LoopState.Serving], rig.Audit.TakeLast(3).Select(a => a.To));
        Assert.Equal(rig.Audit[^3].At, rig.Audit[^1].At);
        Assert.Equal(new ModelAliases(Champion: old), rig.Registry.Aliases());
        Assert.True(rig.Registry.Manifest(champion).IsRejected);
        rig.Run(1);
        Assert.Equal((old, PredictionState.Ok), (rig.Service.Current!.Model.Version, rig.Service.Current.State));
    }

    [Fact]
    public void A_decayed_model_without_a_predecessor_leaves_the_random_walk_and_a_new_training()
    {
        using var rig = new LoopRig();
        rig.Champion(-0.3f);
        rig.RunTo(LoopState.Fallback);
        rig.Run(1);
        Assert.Equal((PredictionSource.Fallback, PredictionState.Degraded), (rig.Service.Current!.Source, rig.Service.Current.State));
        Assert.Null(rig.Registry.Aliases().Champion);
        rig.RunTo(LoopState.Serving);
        Assert.Equal("v0002", rig.Service.ServedVersion);
    }

    [Fact]
    public void A_leaky_model_is_never_promoted()
    {
        using var rig = new LoopRig();
        rig.Runner.Make = _ => EchoFormat.Leaky(0.15f, rig.Time.GetUtcNow());
        rig.Run(400);
        Assert.True(rig.Runner.Started > 3);
        Assert.DoesNotContain(rig.Audit, a => a.To is LoopState.Shadow or LoopState.Promoting or LoopState.Serving);
        Assert.Null(rig.Registry.Aliases().Champion);
        Assert.Contains(rig.Audit, a => a.Event == LoopEvent.GateFailed && a.Reason.Contains("seen the future", StringComparison.Ordinal));
    }

    [Fact]
    public void A_model_whose_training_run_left_no_word_of_its_checks_is_not_promoted()
    {
        using var rig = new LoopRig();
        rig.Runner.Make = _ => EchoFormat.Draft(0.15f);
        rig.Run(100);
        Assert.DoesNotContain(rig.Audit, a => a.To == LoopState.Shadow);
    }

    [Fact]
    public void A_challenger_that_is_worse_than_the_champion_does_not_replace_it()
    {
        using var rig = new LoopRig();
        var champion = rig.Champion(0.15f);
        rig.Run(5);
        rig.Runner.Make = _ => EchoFormat.Passed(-0.15f, rig.Time.GetUtcNow());
        var run = rig.Loop.Train("a test");
        Assert.Equal(run, rig.Loop.Status.RunId);
        rig.RunTo(LoopState.Shadow);
        Assert.Equal("v0002", rig.Service.ShadowVersion);
        Assert.Equal("v0002", rig.Registry.Aliases().Challenger);
        rig.RunTo(LoopState.Serving);
        rig.Run(1);
        Assert.Equal(champion, rig.Service.ServedVersion);
        Assert.Null(rig.Service.ShadowVersion);
        Assert.Null(rig.Registry.Aliases().Challenger);
        Assert.True(rig.Registry.Manifest("v0002").IsRejected);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_crash_at_any_transition_resumes_and_ends_where_it_would_have(bool afterWriting)
    {
        var transitions = 1;
        for (var crashAt = -1; crashAt < transitions; crashAt++)
        {
            using var rig = new LoopRig(EasyGate, live: r => new PassAfter(r.Time));
            rig.Champion(0.15f);
            (rig.CrashAt, rig.CrashesAfterWriting) = (crashAt, afterWriting);
            var crashed = false;
            for (var i = 0; i < 400 && rig.Service.ServedVersion != "v0002"; i++)
            {
                try
                {
                    if (rig.Runner.Started == 0 && rig.State == LoopState.Serving) rig.Loop.Train("a test");
                    rig.Run(1);
                }
                catch (CrashException)
                {
                    crashed = true;
                    rig.Restart();
                }
            }

            rig.Run(3);
            Assert.Equal(crashAt >= 0, crashed);
            Assert.Equal((LoopState.Serving, "v0002", "v0002"), (rig.State, rig.Service.ServedVersion, rig.Registry.Aliases().Champion));
            Assert.Equal("v0001", rig.Registry.Aliases().Previous);
            if (crashAt < 0) transitions = rig.Audit.Count;
        }

        Assert.True(transitions >= 7);
    }

    [Fact]
    public void A_process_killed_in_each_state_goes_on_from_it()
    {
        using var rig = new LoopRig(EasyGate, live: r => new PassAfter(r.Time));
        rig.Champion(0.15f);
        var killed = new HashSet<LoopState>();
        for (var i = 0; i < 600 && rig.Service.ServedVersion != "v0002"; i++)
        {
            rig.Run(1);
            if (rig.State == LoopState.Serving && rig.Runner.Started == 0) rig.Loop.Train("a test");
            if (!killed.Add(rig.State)) continue;
            var before = rig.Loop.Status;
            rig.Restart();
            Assert.Equal(before.State, rig.State);
            Assert.Equal(before.Candidate, rig.Loop.Status.Candidate);
            Assert.Equal(before.RunId, rig.Loop.Status.RunId);
        }

        Assert.Equal("v0002", rig.Service.ServedVersion);
        Assert.Superset(new HashSet<LoopState> { LoopState.Serving, LoopState.Training, LoopState.Shadow }, killed);
    }

    [Fact]
    public void A_corrupted_champion_is_refused_and_the_previous_serves()
    {
        using var rig = new LoopRig();
        var old = rig.Champion(0.1f);
        var champion = rig.Champion(0.15f);
        var weights = Path.Combine(rig.Registry.Folder, champion, ModelFileNames.Weights);
        File.WriteAllBytes(weights, [0, 0, 0, 0, 0, 0, 128, 63]);
        rig.Run(5);
        Assert.Equal((LoopState.Serving, old), (rig.State, rig.Service.ServedVersion));
        Assert.Equal(old, rig.Registry.Aliases().Champion);
        Assert.Contains(weights, rig.Audit[0].Reason, StringComparison.Ordinal);
        Assert.Equal(PredictionSource.Model, rig.Service.Current!.Source);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_lost_only_champion_does_not_keep_the_loop_from_training_another(bool isDamaged)
    {
        using var rig = new LoopRig();
        var lost = isDamaged ? rig.Champion(0.1f) : "v0042";
        if (isDamaged) File.WriteAllBytes(Path.Combine(rig.Registry.Folder, lost, ModelFileNames.Weights), [0, 0]);
        else rig.Registry.Change(a => a with { Champion = lost });
        var parents = new List<string?>();
        rig.Runner.Asked = request => parents.Add(request.Parent);
        rig.Run(5);
        Assert.Equal((LoopState.Fallback, lost), (rig.State, rig.Registry.Aliases().Champion));
        rig.RunTo(LoopState.Serving, 4000);
        Assert.Equal([null], parents);
        Assert.NotEqual(lost, rig.Service.ServedVersion);
    }

    [Fact]
    public void A_training_is_measured_against_the_champion()
    {
        using var rig = new LoopRig();
        var champion = rig.Champion(0.1f);
        var parents = new List<string?>();
        rig.Runner.Asked = request => parents.Add(request.Parent);
        rig.Run(5);
        rig.Loop.Train("a test");
        rig.Run(2);
        Assert.Equal([champion], parents);
    }

    [Fact]
    public void A_corrupted_candidate_is_refused_and_the_champion_serves_on()
    {
        using var rig = new LoopRig();
        var champion = rig.Champion(0.15f);
        rig.Run(5);
        rig.Runner.Make = _ =>
        {
            var draft = EchoFormat.Passed(0.2f, rig.Time.GetUtcNow());
            return draft with { Files = new Dictionary<string, byte[]>(draft.Files) { [ModelFileNames.Weights] = [1, 2] } };
        };
        rig.Loop.Train("a test");
        rig.Run(10);
        Assert.Equal((LoopState.Serving, champion), (rig.State, rig.Service.ServedVersion));
        Assert.Contains(rig.Audit, a => a.Event == LoopEvent.GateFailed && a.Reason.Contains("refused", StringComparison.Ordinal));
    }

    [Fact]
    public void Trainings_that_fail_back_off_and_are_given_up()
    {
        using var rig = new LoopRig();
        rig.Runner.Make = _ => null;
        rig.RunTo(LoopState.Failed);
        Assert.Contains("the disk is full", rig.Loop.Status.Reason, StringComparison.Ordinal);
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 200 && rig.State != LoopState.Collecting; i++)
        {
            if (rig.State == LoopState.Failed && waits.Count < rig.Loop.Status.Attempts) waits.Add(rig.Loop.Status.RetryAt!.Value - rig.Loop.Status.Since);
            rig.Run(1);
        }

        Assert.Equal([5, 10, 20], waits.Select(w => (int)w.TotalSeconds));
        Assert.Equal(3, rig.Runner.Started);
        Assert.Equal(LoopEvent.GivenUp, rig.Audit[^1].Event);
        Assert.Equal(PredictionSource.Fallback, rig.Service.Current!.Source);
    }

    [Fact]
    public void While_the_disk_is_full_serving_goes_on_and_a_failing_champion_still_leaves()
    {
        using var rig = new LoopRig();
        var old = rig.Champion(0.1f);
        rig.Champion(0.15f);
        rig.Run(10);
        rig.IsDiskFull = true;
        for (var i = 0; i < 3; i++) Poison(rig);
        rig.Loop.Step();
        Assert.Contains("No space left", rig.Loop.Fault, StringComparison.Ordinal);
        Assert.Equal(old, rig.Service.ServedVersion);
        rig.IsDiskFull = false;
        rig.Run(1);
        Assert.Null(rig.Loop.Fault);
        Assert.Equal((LoopState.Serving, old), (rig.State, rig.Registry.Aliases().Champion));
        Assert.Equal([LoopState.Degraded, LoopState.RollingBack, LoopState.Serving], rig.Audit.TakeLast(3).Select(a => a.To));
    }

    [Fact]
    public void A_champion_that_fails_while_its_successor_is_shadowed_is_rolled_back_and_the_shadowing_goes_on()
    {
        using var rig = new LoopRig();
        var old = rig.Champion(0.1f);
        rig.Champion(0.12f);
        rig.Run(5);
        rig.Runner.Make = _ => EchoFormat.Passed(0.11f, rig.Time.GetUtcNow());
        rig.Loop.Train("a test");
        rig.RunTo(LoopState.Shadow);
        rig.Run(3);
        for (var i = 0; i < 3; i++) Poison(rig);
        rig.Loop.Step();
        Assert.Equal((old, "v0003"), (rig.Service.ServedVersion, rig.Service.ShadowVersion));
        Assert.Equal(LoopState.Shadow, rig.Audit.Last(a => a.Event == LoopEvent.RolledBack).To);
    }

    [Fact]
    public void Schedule_and_age_and_drift_start_trainings()
    {
        using (var rig = new LoopRig(LoopRig.Quick with { Schedule = TimeSpan.FromMinutes(5) }))
        {
            rig.Champion(0.15f);
            rig.RunTo(LoopState.Training, 310);
            Assert.Equal(LoopTrigger.Schedule, rig.Loop.Status.Trigger);
        }

        // Made at the beginning, of an invented market.
        using (var rig = new LoopRig(LoopRig.Quick with { MaximumAge = TimeSpan.FromMinutes(3) }))
        {
            rig.Champion(0.15f);
            rig.RunTo(LoopState.Training, 185);
            Assert.Equal(LoopTrigger.Age, rig.Loop.Status.Trigger);
        }

        // Intervals half as wide as they should be hold far less than 90 %.
        using (var rig = new LoopRig())
        {
            var version = rig.Registry.Publish(EchoFormat.Passed(0.1f, rig.Time.GetUtcNow(), width: 0.6f));
            rig.Registry.Change(a => a.Promote(version));
            rig.RunTo(LoopState.Training, 2000);
            Assert.Equal(LoopTrigger.Coverage, rig.Loop.Status.Trigger);
        }
    }

    [Fact]
    public void Operators_commands_take_effect_or_are_refused_in_words()
    {
        using var rig = new LoopRig();
        var one = rig.Champion(0.1f);
        var two = rig.Champion(0.15f);
        rig.Run(5);
        Assert.Equal(one, rig.Loop.RollBack("a test") is { } && rig.Service.ServedVersion is { } served ? served : null);
        Assert.Contains("no version before", Assert.Throws<LoopRefusedException>(() => rig.Loop.RollBack("again")).Message, StringComparison.Ordinal);
        Assert.True(rig.Registry.Manifest(two).IsRejected);
        rig.Loop.Promote(two, "on second thoughts");
        Assert.Equal((two, one), (rig.Service.ServedVersion, rig.Service.StandbyVersion));
        Assert.Contains("serves already", Assert.Throws<LoopRefusedException>(() => rig.Loop.Promote(two, "again")).Message, StringComparison.Ordinal);
        Assert.Contains("serves already", Assert.Throws<LoopRefusedException>(() => rig.Loop.Shadow(two, "against itself")).Message, StringComparison.Ordinal);
        Assert.Throws<RegistryException>(() => rig.Loop.Promote("v0009", "no such"));

        rig.Loop.Pause("lunch");
        Assert.Throws<LoopRefusedException>(() => rig.Loop.Train("now"));
        rig.Run(5);
        Assert.Equal((LoopState.Paused, PredictionSource.Model), (rig.State, rig.Service.Current!.Source));
        rig.Restart();
        rig.Run(5);
        Assert.Equal(LoopState.Paused, rig.State);
        rig.Loop.Resume("back");
        Assert.Equal(LoopState.Serving, rig.State);

        var three = rig.Registry.Publish(EchoFormat.Passed(0.2f, rig.Time.GetUtcNow()));
        rig.Loop.Shadow(three, "look at it");
        Assert.Equal((LoopState.Shadow, three), (rig.State, rig.Service.ShadowVersion));
        rig.Loop.Reject(three, "seen enough");
        rig.Run(1);
        Assert.Equal((LoopState.Serving, null), (rig.State, rig.Service.ShadowVersion));
        Assert.All(rig.Audit.Where(a => a.Event.ToString().StartsWith("Operator", StringComparison.Ordinal)), a => Assert.StartsWith("operator: ", a.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_promotion_by_another_process_is_noticed()
    {
        using var rig = new LoopRig();
        rig.Champion(0.1f);
        rig.Run(5);
        var two = rig.Champion(0.15f);
        rig.Run(1);
        Assert.Equal((LoopState.Serving, two, "v0001"), (rig.State, rig.Service.ServedVersion, rig.Service.StandbyVersion));
        Assert.Equal(LoopEvent.AliasesChanged, rig.Audit[^1].Event);
    }

    [Fact]
    public void The_demo_profile_says_what_it_is() => Assert.Contains("shortened", LoopSettings.Demo.Notice, StringComparison.Ordinal);

    // A feature that makes models of a gain above 0.11 throw.
    private static void Poison(LoopRig rig) => rig.Market.Poison(rig.Service, rig.Time);
}
