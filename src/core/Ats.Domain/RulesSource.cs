namespace Ats.Domain;

/// <summary>Where an instrument's trading rules come from. Live trading refuses <see cref="Assumed"/>.</summary>
public enum RulesSource : byte
{
    /// <summary>Inferred from data or defaulted; good enough for a backtest, labelled in every report.</summary>
    Assumed,

    /// <summary>As published by the exchange.</summary>
    Exchange,
}
