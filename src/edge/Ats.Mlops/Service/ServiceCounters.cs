namespace Ats.Mlops.Service;

/// <summary>What an instrument's service has done since it began; written by the thread of the rows.</summary>
public sealed class ServiceCounters
{
    public long Rows { get; internal set; }

    /// <summary>Rows of other width, with numbers that are none, or not later than the last.</summary>
    public long RowsRefused { get; internal set; }

    public long Predictions { get; internal set; }

    /// <summary>Predictions by the random walk.</summary>
    public long Fallbacks { get; internal set; }

    /// <summary>Rows on which a model threw or gave no numbers.</summary>
    public long Faults { get; internal set; }

    /// <summary>Outcomes that became known.</summary>
    public long Matured { get; internal set; }

    /// <summary>Predictions and outcomes the log did not take.</summary>
    public long LogFailures { get; internal set; }
}
