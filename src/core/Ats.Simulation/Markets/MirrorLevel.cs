namespace Ats.Simulation.Markets;

/// <summary>A mirrored price level: the participants' orders at it, oldest first.</summary>
internal sealed class MirrorLevel(long price)
{
    public long Price { get; } = price;

    public long Quantity { get; set; }

    public List<(long Id, long Left)> Orders { get; } = [];
}
