namespace Ats.Mlops.Service.Rest;

/// <param name="Version">Scored, null = no model serves and there is nothing to score.</param>
/// <param name="Verdict">In words.</param>
public sealed record InstrumentQualityView(string Symbol, string? Version, DateTimeOffset? From, DateTimeOffset? To, string Verdict, IReadOnlyList<HorizonQualityView> Horizons);
