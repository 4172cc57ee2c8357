namespace Ats.Forecasting.Gates;

/// <summary>What looks have cost so far; kept between looks and over restarts.</summary>
/// <param name="SpentAlpha">Of the settings' alpha.</param>
/// <param name="LastOutcomes">At the last look.</param>
public sealed record LiveGateState(int Looks, double SpentAlpha, int LastOutcomes)
{
    public static LiveGateState Start { get; } = new(0, 0, 0);
}
