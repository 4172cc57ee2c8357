using Ats.Bybit;
using Ats.Bybit.Rest;
using Ats.Bybit.Wire;
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
    private readonly int[] _reported = new int[instruments.Count];
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
            if (!await KeepAsync(i, cancel).ConfigureAwait(false)) unprotected.Add(instruments[i].Id.ToString());
            var rests = Placed(i).Side;
            if (_reported[i] == rests) continue;
            _reported[i] = rests;
            await report(i, rests).ConfigureAwait(false);
        }

        Unprotected = unprotected;
    }

    /// <summary>False when there is a position and no stop of its side could be placed.</summary>
    private async Task<bool> KeepAsync(short index, CancellationToken cancel)
    {
        var side = Math.Sign(tracker.NetOf(index));
        var price = mark(index).ToDecimal();
        if (side == 0)
        {
            Forget(index);
            return true;
        }

        var known = Placed(index);
        if (price <= 0 || (known.Side == side && Math.Abs(price / known.Anchor - 1) < (decimal)percent / 400)) return true;
        // Noted first: a word that it is gone, come while it is being placed, must win.
        lock (_gate) _placed[index] = (side, price);
        if (await PlaceAsync(index, side, price, cancel).ConfigureAwait(false)) return true;
        lock (_gate)
        {
            // The one before still rests, unless a word came that it is gone.
            if (_placed[index] == (side, price)) _placed[index] = known.Side == side ? known : default;
        }

        return known.Side == side;
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
