using Ats.Mlops.Registry;

namespace Ats.Edge.Tests.Mlops;

internal sealed class NoCalibration : ICalibrator
{
    public void Apply(Span<float> output)
    {
    }

    public void Observe(int horizon, ReadOnlySpan<float> issued, float realized)
    {
    }
}
