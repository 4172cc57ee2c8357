using System.Globalization;
using Ats.Domain;

namespace Ats.Forecasting;

/// <summary>
/// What a feature row holds: names in order, and the rules the engine follows in making it. Two schemas are the same when their
/// <see cref="Hash"/> is; a model refuses rows of another.
/// </summary>
/// <param name="Names">In row order; a name carries its parameters (<c>return-15s</c>, <c>book-imbalance-5</c>).</param>
/// <param name="HasBook">Depth beyond the best level was seen.</param>
/// <param name="HasQuotes">Best bid and ask were seen (from quotes or the book); without, the last trade stands for the mid.</param>
/// <param name="WarmUpSeconds">Rows after a start before a prediction counts.</param>
/// <param name="StaleNanoseconds">Silence of the book (or of trades, where there is none) after which the stream is stale and begins anew.</param>
public sealed record FeatureSchema(IReadOnlyList<string> Names, bool HasBook, bool HasQuotes, int WarmUpSeconds, long StaleNanoseconds)
{
    private string? _hash;

    /// <summary>A changed copy has a hash of its own.</summary>
    private FeatureSchema(FeatureSchema other)
    {
        (Names, HasBook, HasQuotes) = (other.Names, other.HasBook, other.HasQuotes);
        (WarmUpSeconds, StaleNanoseconds) = (other.WarmUpSeconds, other.StaleNanoseconds);
    }

    public int Count => Names.Count;

    /// <summary>Sixteen hex digits over everything above.</summary>
    public string Hash => _hash ??= Compute();

    public bool Equals(FeatureSchema? other) => other is not null && Hash == other.Hash;

    public override int GetHashCode() => string.GetHashCode(Hash, StringComparison.Ordinal);

    private string Compute()
    {
        var hash = StateHash.Start();
        hash.Add(string.Create(CultureInfo.InvariantCulture, $"{string.Join(',', Names)}|{HasBook}|{HasQuotes}|{WarmUpSeconds}|{StaleNanoseconds}"));
        return hash.ToString();
    }
}
