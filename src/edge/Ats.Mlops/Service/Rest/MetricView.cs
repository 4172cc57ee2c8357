using Ats.Mlops.Registry;

namespace Ats.Mlops.Service.Rest;

/// <param name="Of"><c>model</c>, or the baseline it is about.</param>
/// <param name="Value">Null = not a number.</param>
/// <param name="Low">Lower end of the 95 % interval.</param>
public sealed record MetricView(string Of, string Name, int? HorizonSeconds, double? Value, double? Low, double? High)
{
    internal static MetricView From(ModelMetric m) => new(m.Of, m.Name, m.HorizonSeconds, Numbers.Finite(m.Value), Numbers.Finite(m.Low), Numbers.Finite(m.High));
}
