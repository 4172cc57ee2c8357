using Ats.Domain;

namespace Ats.Indicators;

/// <summary>An indicator over the top of an order book.</summary>
public interface IBookIndicator : IIndicator
{
    /// <summary>Takes the book as it now stands, best level first on each side; levels beyond those the indicator uses are not read.</summary>
    void Update(ReadOnlySpan<BookLevel> bids, ReadOnlySpan<BookLevel> asks);
}
