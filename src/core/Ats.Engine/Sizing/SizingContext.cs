using Ats.Domain;

namespace Ats.Engine.Sizing;

/// <summary>What sizing may know: price and equity in quote units, taker fee as a share, the instrument.</summary>
public readonly record struct SizingContext(Instrument Instrument, double Price, double Equity, int Legs)
{
    public double TakerRate => (double)Instrument.Fees.TakerRate;
}
