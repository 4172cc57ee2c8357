using Ats.Bybit;
using Ats.Bybit.Rest;
using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Server.Trading;

/// <summary>
/// One stop of last resort per instrument, held by the exchange on the whole net position, a stated distance from the mark: for when
/// this program, this machine or its line is gone. It covers the whole position whatever its size; a new side, or a mark that has moved by
/// a quarter of the distance, places it anew.
/// </summary>
internal sealed class LastResortStops(IReadOnlyList<Instrument> instruments, BybitRest rest, OrderTracker tracker, Func<short, Price> mark, double percent)
{
    private readonly (int Side, decimal Anchor)[] _placed = new (int, decimal)[instruments.Count];

    private readonly Lock _gate = new();

    /// <summary>Instruments with a net position and no stop known to rest.</summary>
    public IReadOnlyList<string> Unprotected { get; private set; } = [];

    /// <summary>The exchange drops the stop with the position, so a net that passed through zero has none, whatever side it is on now.</summary>
    public void OnPosition(PositionRow row)
    {
        if (row.Size != 0 && row.StopLoss is > 0) return;
        for (short i = 0; i < instruments.Count; i++)
        {
            if (instruments[i].Id.Symbol == row.Symbol) Forget(i);
        }
    }

    /// <summary>Nothing is known of what rests at the exchange: everything is placed anew.</summary>
    public void ForgetAll()
    {
        for (short i = 0; i < instruments.Count; i++) Forget(i);
    }

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
                Forget(i);
                continue;
            }

            var known = Placed(i);
            if (price <= 0 || (known.Side == side && Math.Abs(price / known.Anchor - 1) < (decimal)percent / 400)) continue;
            // Noted first: a word that it is gone, come while it is being placed, must win.
            lock (_gate) _placed[i] = (side, price);
            if (await PlaceAsync(i, side, price, cancel).ConfigureAwait(false)) continue;
            lock (_gate)
            {
                // The one before still rests, unless a word came that it is gone.
                if (_placed[i] == (side, price)) _placed[i] = known.Side == side ? known : default;
            }

            if (known.Side != side) unprotected.Add(instruments[i].Id.ToString());
        }

        Unprotected = unprotected;
    }

    private (int Side, decimal Anchor) Placed(short instrument)
    {
        lock (_gate) return _placed[instrument];
    }

    private void Forget(short instrument)
    {
        lock (_gate) _placed[instrument] = default;
    }

    private async Task<bool> PlaceAsync(short index, int side, decimal price, CancellationToken cancel)
    {
        var instrument = instruments[index];
        var stop = instrument.RoundToTick(Price.FromDecimal(decimal.Round(price * (1 - (side * (decimal)percent / 100)), Price.Decimals)));
        var outcome = await rest.Positions.TradingStopAsync(new TradingStop(instrument.Id.Symbol) { StopLoss = stop.ToDecimal() }, cancel).ConfigureAwait(false);
        return outcome.IsOk;
    }
}
