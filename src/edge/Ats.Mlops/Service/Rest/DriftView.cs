namespace Ats.Mlops.Service.Rest;

/// <summary>What the monitors of drift say.</summary>
public sealed record DriftView(IReadOnlyList<InstrumentDriftView> Instruments);
