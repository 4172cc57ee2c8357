using Ats.Domain;

namespace Ats.Storage.Facts;

/// <summary>
/// Takes a fact apart, field by field and always in the same order, into whatever a store keeps: columns, documents, a schema.
/// Every value must come back bit for bit from the matching <see cref="IFactReader"/>.
/// </summary>
internal interface IFactWriter
{
    void Integer(string name, long value);

    void Real(string name, double value);

    void Text(string name, string? value);

    void Exact(string name, decimal value);

    /// <summary>A fixed-point integer with its number of decimals, kept so that people read the decimal.</summary>
    void Fixed(string name, long raw, int decimals);

    /// <summary>Kept as the enum's name.</summary>
    void Named<TEnum>(string name, TEnum value)
        where TEnum : unmanaged, Enum;

    void Time(string name, Timestamp value) => Integer(name, value.Nanoseconds);

    void Price(string name, Price value) => Fixed(name, value.Raw, Domain.Price.Decimals);

    void Quantity(string name, Quantity value) => Fixed(name, value.Raw, Domain.Quantity.Decimals);

    void Flag(string name, bool value) => Integer(name, value ? 1 : 0);

    /// <summary>Two integers: order_arm and order_intent.</summary>
    void Order(ClientOrderId value)
    {
        Integer("order_arm", value.Arm);
        Integer("order_intent", value.Intent);
    }
}
