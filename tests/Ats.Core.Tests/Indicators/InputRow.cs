using Ats.Domain;
using Ats.Indicators;

namespace Ats.Core.Tests.Indicators;

/// <summary>One step of input that any indicator can take: a bar, and a book of five levels a side.</summary>
internal sealed record InputRow(double Open, double High, double Low, double Close, double Volume, BookLevel[] Bids, BookLevel[] Asks)
{
    public static InputRow[] Golden { get; } =
        [.. GoldenFile.Read("bars").Rows.Zip(GoldenFile.Read("book").Rows, (bar, book) => Of(bar, book))];

    public static InputRow Of(double[] bar, double[] book) => new(bar[0], bar[1], bar[2], bar[3], bar[4], Levels(book[..10]), Levels(book[10..]));

    /// <summary>Feeds an indicator through the widest of its inputs, or through the one named in a golden file.</summary>
    public void Feed(IIndicator indicator, string input = "")
    {
        switch (indicator)
        {
            case IValueIndicator value when input is "" or "close":
                value.Update(Close);
                break;
            case IBarIndicator bar when input is "" or "bars":
                bar.Update(Open, High, Low, Close, Volume);
                break;
            case IBookIndicator book when input is "" or "book":
                book.Update(Bids, Asks);
                break;
            case IQuoteIndicator quote when input is "" or "quotes":
                quote.Update(Bids[0].Price.ToDouble(), Bids[0].Quantity.ToDouble(), Asks[0].Price.ToDouble(), Asks[0].Quantity.ToDouble());
                break;
            default:
                throw new InvalidOperationException($"{indicator.GetType().Name} does not take '{input}'.");
        }
    }

    private static BookLevel[] Levels(double[] cells) =>
        [.. cells.Chunk(2).Select(pair => new BookLevel(Price.FromDouble(pair[0]), Quantity.FromDouble(pair[1])))];
}
