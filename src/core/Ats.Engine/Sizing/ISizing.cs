using Ats.Domain;

namespace Ats.Engine.Sizing;

/// <summary>
/// Turns a level in [-1, 1] into a signed quantity; one instance serves one leg. Asked when the level changes; the answer is kept until it
/// changes again.
/// </summary>
public interface ISizing
{
    /// <summary>In plain words, for reports.</summary>
    string Description { get; }

    /// <summary>Signed base quantity, not yet rounded to lots; not finite = not known yet (no price, too few bars): nothing is held and it is asked again.</summary>
    double Quantity(double level, in SizingContext context);

    /// <summary>A closed bar of the leg's instrument, for sizings that measure (volatility).</summary>
    void OnBar(in Bar bar)
    {
    }
}
