using Ats.Bybit;
using Ats.Bybit.Rest;
using Ats.Domain;

namespace Ats.Server.Trading;

/// <summary>
/// One stop of last resort per instrument, held by the exchange on the whole net position, a stated distance from the mark: for when
/// this program, this machine or its line is gone. It covers the whole position whatever its size; a new side, or a mark that has moved by
/// a quarter of the distance, places it anew. The engine is told, for its limit on unprotected positions.
/// </summary>
internal sealed class LastResortStops(IReadOnlyList<Instrument> instruments, BybitRest rest, OrderTracker tracker, Func<short, Price> mark, Func<short, int, Task> report, double percent)
{
    private readonly (int Side, decimal Anchor)[] _placed = new (int, decimal)[instruments.Count];

    /// <summary>Instruments with a net position and no stop known to rest.</summary>
    public IReadOnlyList<string> Unprotected { get; private set; } = [];

    public async Task KeepAsync(CancellationToken cancel)
    {
        var unprotected = new List<string>();
        for (short i = 0; i < instruments.Count; i++)
        {
            if (instruments[i].Kind == ContractKind.Spot) continue;
            var side = Math.Sign(tracker.NetOf(i));
            var price = mark(i).ToDecimal();
            if (side == 0)
            {
                // The exchange drops the stop with the position.
                if (_placed[i].Side != 0) await report(i, 0).ConfigureAwait(false);
                _placed[i] = default;
                continue;
            }

            if (price <= 0 || (_placed[i].Side == side && Math.Abs(price / _placed[i].Anchor - 1) < (decimal)percent / 400)) continue;
            if (await PlaceAsync(i, side, price, cancel).ConfigureAwait(false))
            {
                if (_placed[i].Side != side) await report(i, side).ConfigureAwait(false);
                _placed[i] = (side, price);
            }
            else if (_placed[i].Side != side)
            {
                if (_placed[i].Side != 0) await report(i, 0).ConfigureAwait(false);
                _placed[i] = default;
                unprotected.Add(instruments[i].Id.ToString());
            }
        }

        Unprotected = unprotected;
    }

    private async Task<bool> PlaceAsync(short index, int side, decimal price, CancellationToken cancel)
    {
        var instrument = instruments[index];
        var stop = instrument.RoundToTick(Price.FromDecimal(decimal.Round(price * (1 - (side * (decimal)percent / 100)), Price.Decimals)));
        var outcome = await rest.Positions.TradingStopAsync(new TradingStop(instrument.Id.Symbol) { StopLoss = stop.ToDecimal() }, cancel).ConfigureAwait(false);
        return outcome.IsOk;
    }
}
