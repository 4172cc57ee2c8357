namespace Ats.Domain;

public enum Side : byte
{
    Buy,
    Sell,
}
