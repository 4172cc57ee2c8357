using Ats.Domain;
using Ats.Storage.Facts;
using MongoDB.Bson;

namespace Ats.Storage.Mongo;

/// <summary>Fields of a fact as elements of a document: decimals, prices and quantities as Decimal128, times as int64 nanoseconds, enums by name.</summary>
internal sealed class BsonFactWriter(BsonDocument document) : IFactWriter
{
    public void Integer(string name, long value) => document.Add(name, new BsonInt64(value));

    /// <summary>A negative zero becomes a decimal: the driver reads small whole doubles from a cache and would forget its sign.</summary>
    public void Real(string name, double value) =>
        document.Add(name, value == 0 && double.IsNegative(value) ? new BsonDecimal128(ExactDecimal.From(-0m)) : new BsonDouble(value));

    public void Text(string name, string? value) => document.Add(name, value is null ? BsonNull.Value : new BsonString(value));

    public void Exact(string name, decimal value) => document.Add(name, new BsonDecimal128(ExactDecimal.From(value)));

    public void Fixed(string name, long raw, int decimals)
    {
        while (decimals > 0 && raw % 10 == 0)
        {
            raw /= 10;
            decimals--;
        }

        Exact(name, FixedPoint.ToDecimal(raw, decimals));
    }

    public void Named<TEnum>(string name, TEnum value)
        where TEnum : unmanaged, Enum => document.Add(name, new BsonString(EnumNames<TEnum>.Text(value)));
}
