using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Server.Trading;

/// <summary>
/// What earlier runs of the contest have booked, by order, moment, price and quantity, since execution ids are not on record. Funding and
/// forced executions are shared among arms by several words, and a crash may have come between them: what is left of one can be asked for.
/// </summary>
internal sealed class BookedExecutions
{
    private readonly Dictionary<(ClientOrderId, long, Price, Quantity), int> _fills = [];
    private readonly Dictionary<(short, long, Price), (decimal Quantity, decimal Fee)> _forced = [];
    private readonly Dictionary<(short, long), decimal> _fundings = [];

    public void Add(IEnumerable<OrderEvent> words)
    {
        foreach (var word in words)
        {
            var ms = word.ExchangeTime.ToMilliseconds();
            if (word.Kind == OrderEventKind.Funding)
            {
                _fundings[(word.Instrument, ms)] = _fundings.GetValueOrDefault((word.Instrument, ms)) + word.Fee;
            }
            else if (word.Kind == OrderEventKind.Filled && word.Order.Intent == 0)
            {
                var had = _forced.GetValueOrDefault((word.Instrument, ms, word.Price));
                _forced[(word.Instrument, ms, word.Price)] = (had.Quantity + word.Quantity.ToDecimal(), had.Fee + word.Fee);
            }
            else if (word.Kind == OrderEventKind.Filled)
            {
                var key = (word.Order, ms, word.Price, word.Quantity);
                _fills[key] = _fills.GetValueOrDefault(key) + 1;
            }
        }
    }

    /// <summary>True when this execution of one of our orders is booked; each booking answers for one.</summary>
    public bool Take(ClientOrderId id, ExecutionRow row)
    {
        var key = (id, row.Time.ToMilliseconds(), Price.FromDecimal(row.Price), Quantity.FromDecimal(row.Quantity));
        if (!_fills.TryGetValue(key, out var count)) return false;
        if (count == 1) _fills.Remove(key);
        else _fills[key] = count - 1;
        return true;
    }

    /// <summary>What of a forced execution is not booked yet; quantity 0 = all of it is.</summary>
    public ExecutionRow RestOfForced(short instrument, ExecutionRow row)
    {
        var key = (instrument, row.Time.ToMilliseconds(), Price.FromDecimal(row.Price));
        if (!_forced.TryGetValue(key, out var booked)) return row;
        var quantity = Math.Min(booked.Quantity, row.Quantity);
        var fee = quantity == booked.Quantity ? booked.Fee : row.Fee;
        if (quantity == booked.Quantity) _forced.Remove(key);
        else _forced[key] = (booked.Quantity - quantity, booked.Fee - fee);
        return row with { Quantity = row.Quantity - quantity, Fee = row.Fee - fee };
    }

    /// <summary>What of a funding settlement is not booked yet; null = all of it is.</summary>
    public ExecutionRow? RestOfFunding(short instrument, ExecutionRow row)
    {
        if (!_fundings.Remove((instrument, row.Time.ToMilliseconds()), out var booked)) return row;
        return booked == row.Fee ? null : row with { Fee = row.Fee - booked };
    }
}
