using Ats.Domain;

namespace Ats.Bybit.Exchange.Core;

/// <summary>A linear position of one position index. Size is signed (negative = short); money in the settle coin.</summary>
internal sealed class PositionState(Holding holding, byte index)
{
    public readonly Holding Holding = holding;
    public readonly byte Index = index;
    public Quantity Size;
    public decimal EntryValue;
    public decimal CurRealised;
    public decimal CumRealised;
    public long Seq = -1;
    public long CreatedMs;
    public long UpdatedMs;
    public long OpenMs;
    public bool PartialMode;
    public bool Dirty;

    public decimal AverageEntry => Size.IsZero ? 0 : EntryValue / Math.Abs(Size.ToDecimal());

    public decimal Unrealised => (Holding.Listing.Mark.ToDecimal() * Size.ToDecimal()) - (Math.Sign(Size.Raw) * EntryValue);

    public decimal MarkValue => Holding.Listing.Mark.ToDecimal() * Math.Abs(Size.ToDecimal());
}
