namespace Ats.Forecasting.Gates;

/// <summary>Why a challenger was trained, and so what it must show.</summary>
public enum PromotionReason
{
    /// <summary>It must be better.</summary>
    Improvement,

    /// <summary>The champion is old: it must not be worse.</summary>
    Age,
}
