namespace Ats.Mlops.Service.Rest;

/// <summary>How good what was served has been, from matured outcomes.</summary>
public sealed record QualityView(string Window, string? Notice, IReadOnlyList<InstrumentQualityView> Instruments);
