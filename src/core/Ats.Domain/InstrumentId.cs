using System.Diagnostics.CodeAnalysis;

namespace Ats.Domain;

/// <summary>exchange:kind:symbol, for example bybit:linear:BTCUSDT. Kinds: spot, linear, inverse.</summary>
public readonly record struct InstrumentId(string Exchange, ContractKind Kind, string Symbol)
{
    /// <summary>Parses exchange:kind:SYMBOL.</summary>
    /// <exception cref="FormatException">The text is not of that form.</exception>
    public static InstrumentId Parse(string text) => TryParse(text, out var id)
        ? id
        : throw new FormatException($"'{text}' is not an instrument: write exchange:kind:SYMBOL, for example bybit:linear:BTCUSDT (kinds: spot, linear, inverse).");

    public static bool TryParse([NotNullWhen(true)] string? text, out InstrumentId id)
    {
        id = default;
        var parts = text?.Split(':');
        if (parts is not { Length: 3 } || parts[0].Length == 0 || parts[2].Length == 0 || !parts.All(IsPlain)) return false;
        ContractKind? kind = parts[1] switch
        {
            "spot" => ContractKind.Spot,
            "linear" => ContractKind.LinearPerpetual,
            "inverse" => ContractKind.InversePerpetual,
            _ => null,
        };
        if (kind is null) return false;
        id = new InstrumentId(parts[0].ToLowerInvariant(), kind.Value, parts[2].ToUpperInvariant());
        return true;
    }

    private static bool IsPlain(string part) => part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && part is not ("." or "..");

    public string KindName => Kind switch
    {
        ContractKind.Spot => "spot",
        ContractKind.LinearPerpetual => "linear",
        _ => "inverse",
    };

    public override string ToString() => $"{Exchange}:{KindName}:{Symbol}";
}
