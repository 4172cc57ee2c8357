using Ats.Domain;
using Ats.Forecasting.Features;

namespace Ats.Core.Tests.Forecasting.Features;

internal sealed record Row(Timestamp Time, double Mid, float SigmaBps, bool Starts, bool Ready, ulong Hash, float[] Features)
{
    public static Row Of(FeatureEngine engine) => new(engine.Time, engine.Mid, engine.SigmaBps, engine.Starts, engine.Ready, engine.RowHash, engine.Features.ToArray());

    /// <summary>Bit for bit.</summary>
    public bool Equals(Row? other) => other is not null && (Time, Starts, Ready, Hash) == (other.Time, other.Starts, other.Ready, other.Hash)
        && Mid.Equals(other.Mid) && SigmaBps.Equals(other.SigmaBps) && Features.AsSpan().SequenceEqual(other.Features);

    public override int GetHashCode() => (int)Hash;
}
