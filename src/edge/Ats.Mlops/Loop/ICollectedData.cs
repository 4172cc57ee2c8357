namespace Ats.Mlops.Loop;

/// <summary>What was recorded to train on.</summary>
public interface ICollectedData
{
    /// <summary>Market time on disk, gaps left out.</summary>
    TimeSpan Collected(string symbol);
}
