namespace Ats.Forecasting.Gates;

/// <summary>What becomes of a challenger.</summary>
public enum LiveVerdict
{
    /// <summary>Goes on shadowing.</summary>
    Undecided,
    Promote,
    Reject,
}
