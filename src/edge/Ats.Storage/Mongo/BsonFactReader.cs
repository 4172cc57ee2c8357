using Ats.Engine;
using Ats.Storage.Facts;
using MongoDB.Bson;

namespace Ats.Storage.Mongo;

/// <summary>Fields of a fact read back by name.</summary>
internal sealed class BsonFactReader(BsonDocument document, string where) : IFactReader
{
    public bool Has(string name) => document.Contains(name);

    public long Integer(string name) => Value(name, v => v.ToInt64());

    public double Real(string name) => Value(name, v => v.IsDecimal128 ? double.NegativeZero : v.ToDouble());

    public string? Text(string name) => Value(name, v => v.IsBsonNull ? null : v.AsString);

    public decimal Exact(string name) => Value(name, v => ExactDecimal.ToDecimal(v.AsDecimal128));

    public long Fixed(string name, int decimals) => Value(name, v =>
    {
        var value = ExactDecimal.ToDecimal(v.AsDecimal128);
        for (var i = 0; i < decimals; i++) value *= 10;
        return decimal.IsInteger(value) ? checked((long)value) : throw new FormatException($"more than {decimals} decimals");
    });

    public TEnum Named<TEnum>(string name)
        where TEnum : unmanaged, Enum => Value(name, v => EnumNames<TEnum>.TryParse(v.AsString, out var value)
        ? value
        : throw new FormatException($"'{v}' is no {typeof(TEnum).Name}"));

    private T Value<T>(string name, Func<BsonValue, T> read)
    {
        try
        {
            return read(document[name]);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidCastException or FormatException or OverflowException)
        {
            throw new JournalException($"{where} is damaged: document {document.GetValue("_id", "?")}, field {name}: {e.Message}. Restore it from a copy.", e) { IsBadContent = true };
        }
    }
}
