namespace Ats.Server.Settings;

/// <summary>What happens to positions when a run stops.</summary>
public enum StopPolicy
{
    /// <summary>Working orders are cancelled, positions stay and the next run goes on with them.</summary>
    Keep,

    /// <summary>Everything is closed at the market first.</summary>
    Flatten,
}
