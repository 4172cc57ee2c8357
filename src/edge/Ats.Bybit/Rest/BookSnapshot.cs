using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Bybit.Rest;

/// <summary>A book over REST, best level first. <see cref="UpdateId"/> is that of the 1000-level stream; compare other depths by <see cref="Sequence"/>.</summary>
public sealed record BookSnapshot(string Symbol, IReadOnlyList<BookLevel> Bids, IReadOnlyList<BookLevel> Asks, long UpdateId, long Sequence, Timestamp Published, Timestamp Matched)
{
    internal static BookSnapshot Read(JsonRow row) => new(
        row.Required("s"),
        Levels(row, "b"),
        Levels(row, "a"),
        row.Whole("u"),
        row.Whole("seq"),
        row.Time("ts"),
        row.Time("cts"));

    private static BookLevel[] Levels(JsonRow row, string name) => [.. row.Rows(name).Select(static level =>
    {
        var cells = level.Cells();
        if (cells.Count < 2) throw new FormatException("a level of fewer than two values");
        return new BookLevel(Price.FromDecimal(JsonRow.ParseDecimal(cells[0], "price")), Quantity.FromDecimal(JsonRow.ParseDecimal(cells[1], "quantity")));
    })];
}
