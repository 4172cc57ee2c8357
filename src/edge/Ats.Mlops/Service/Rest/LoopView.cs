using Ats.Mlops.Loop;
using Ats.Mlops.Registry;

namespace Ats.Mlops.Service.Rest;

/// <summary>How an instrument's loop stands.</summary>
/// <param name="Since">UTC.</param>
/// <param name="Fault">Why it stands still; null = it does not.</param>
/// <param name="Champion">Version served, null = the random walk.</param>
/// <param name="Challenger">Version that steps beside it.</param>
/// <param name="Standby">Version that would serve, if the champion failed.</param>
/// <param name="ShadowOutcomes">Of the challenger so far.</param>
/// <param name="ShadowOutcomesPlanned">At which it is decided.</param>
/// <param name="Looks">Of the live gate at the challenger.</param>
/// <param name="NextScheduledTraining">UTC, null = none is planned.</param>
public sealed record LoopView(
    string Symbol, LoopState State, DateTimeOffset Since, string Reason, string? Fault, string? Champion, string? Challenger, string? Standby, string? Pinned, string? Candidate,
    string? RunId, LoopTrigger? Trigger, int ShadowOutcomes, int ShadowOutcomesPlanned, int Looks, DateTimeOffset? TrainedAt, DateTimeOffset? NextScheduledTraining,
    int Attempts, DateTimeOffset? RetryAt, long Sequence)
{
    internal static LoopView Of(InstrumentForecaster f)
    {
        var status = f.Loop.Status;
        var settings = f.Loop.Settings;
        return new LoopView(
            status.Symbol, status.State, status.Since, status.Reason, f.Loop.Fault, f.Service.ServedVersion, f.Service.ShadowVersion, f.Service.StandbyVersion, PinnedIn(f.Registry), status.Candidate,
            status.RunId, status.Trigger, f.Service.ShadowOutcomes, settings.LiveGate.PlannedOutcomes, status.Gate.Looks, status.TrainedAt, status.TrainedAt + settings.Schedule,
            status.Attempts, status.RetryAt, status.Sequence);
    }

    private static string? PinnedIn(ModelRegistry registry)
    {
        try
        {
            return registry.Aliases().Pinned;
        }
        catch (RegistryException)
        {
            // The loop says so as its fault.
            return null;
        }
    }
}
