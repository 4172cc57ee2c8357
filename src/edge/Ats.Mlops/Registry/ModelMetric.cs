namespace Ats.Mlops.Registry;

/// <summary>One number about a model, out of sample.</summary>
/// <param name="Name">As in reports: <c>r2</c>, <c>crpsSkill</c>, <c>directionalAccuracy</c>, <c>coverage90</c>, <c>dmT</c>.</param>
/// <param name="HorizonSeconds">Null where it is not about a horizon.</param>
/// <param name="Low">Lower end of the 95 % interval, null = not stated.</param>
/// <param name="High">Upper end of the 95 % interval, null = not stated.</param>
/// <param name="Of">Predictor it is about: the model itself, or a baseline on the same rows (<c>ridge</c>).</param>
public sealed record ModelMetric(string Name, int? HorizonSeconds, double Value, double? Low = null, double? High = null, string Of = "model");
