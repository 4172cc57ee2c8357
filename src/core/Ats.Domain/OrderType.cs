namespace Ats.Domain;

public enum OrderType : byte
{
    Market,
    Limit,
}
