namespace Ats.Bybit.Wire;

/// <summary>Bybit's product categories; the public stream and most requests are chosen by it. ATS trades spot and linear.</summary>
public enum Category : byte
{
    Spot,
    Linear,
    Inverse,
    Option,
}
