using Ats.Domain;

namespace Ats.Storage.Facts;

/// <summary>Gives a fact's fields back in the order <see cref="IFactWriter"/> took them.</summary>
internal interface IFactReader
{
    /// <summary>False where the fact was written before its kind had that field.</summary>
    bool Has(string name) => true;

    long Integer(string name);

    double Real(string name);

    string? Text(string name);

    decimal Exact(string name);

    long Fixed(string name, int decimals);

    TEnum Named<TEnum>(string name)
        where TEnum : unmanaged, Enum;

    int Small(string name) => checked((int)Integer(name));

    short Instrument(string name) => checked((short)Integer(name));

    Timestamp Time(string name) => new(Integer(name));

    Price Price(string name) => new(Fixed(name, Domain.Price.Decimals));

    Quantity Quantity(string name) => new(Fixed(name, Domain.Quantity.Decimals));

    bool Flag(string name) => Integer(name) != 0;

    ClientOrderId Order() => new(Small("order_arm"), Integer("order_intent"));
}
