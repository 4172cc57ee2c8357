using Ats.Domain;

namespace Ats.Engine;

/// <summary>Bars of one interval of one instrument, and the arm legs that listen to them.</summary>
internal sealed class BarFeed(short instrument, BarInterval interval)
{
    public BarInterval Interval { get; } = interval;

    public BarBuilder Builder { get; } = new(instrument, interval);

    public ArmLeg[] Legs { get; set; } = [];

    public Timestamp LastClose { get; set; } = Timestamp.MinValue;
}
