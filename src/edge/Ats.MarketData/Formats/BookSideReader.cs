using System.Text.Json;
using Ats.Domain;

namespace Ats.MarketData.Formats;

/// <summary>The levels of one book message: [["price","quantity"],…] twice. Reused from message to message.</summary>
internal sealed class BookSideReader
{
    public List<(Side Side, long Price, long Quantity)> Levels { get; } = [];

    /// <summary>Reads an array of levels; the reader stands on its start.</summary>
    /// <exception cref="FormatException">Not such an array, or a price that is not positive.</exception>
    public void Read(ref Utf8JsonReader json, Side side, ref long rounded)
    {
        if (json.TokenType != JsonTokenType.StartArray) throw new FormatException("an array of levels expected");
        while (json.Read() && json.TokenType == JsonTokenType.StartArray)
        {
            json.Read();
            var price = JsonFields.Fixed(ref json, Price.Decimals, ref rounded);
            json.Read();
            var quantity = JsonFields.Fixed(ref json, Quantity.Decimals, ref rounded);
            if (price <= 0 || quantity < 0) throw new FormatException($"level {new Price(price)} × {new Quantity(quantity)}: prices must be positive, quantities not negative");
            Levels.Add((side, price, quantity));
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                // Some exchanges add fields to a level.
            }
        }

        if (json.TokenType != JsonTokenType.EndArray) throw new FormatException("an array of levels expected");
    }
}
