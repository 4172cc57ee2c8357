using Ats.Domain;
using Ats.Engine;
using Ats.Engine.Ledger;

namespace Ats.Simulation;

/// <summary>
/// What the simulated exchange knows of one arm: cash and positions, exact, kept by the same arithmetic as the engine's ledger. Once every
/// report has arrived the two agree to the last digit.
/// </summary>
internal sealed class SimulatedAccount
{
    private readonly Position[] _positions;

    public SimulatedAccount(decimal cash, int instruments)
    {
        Cash = cash;
        _positions = [.. Enumerable.Range(0, instruments).Select(_ => new Position())];
    }

    public decimal Cash { get; private set; }

    public bool Liquidated { get; set; }

    /// <summary>Number of instruments with a position.</summary>
    public int OpenPositions { get; private set; }

    public Position On(int instrument) => _positions[instrument];

    /// <summary>Books an execution: cash against inventory on spot, realised PnL on perpetuals, and the fee.</summary>
    public void Fill(int instrument, bool spot, Side side, Quantity quantity, Price price, decimal notional, decimal fee)
    {
        var position = _positions[instrument];
        if (!position.IsFlat) OpenPositions--;
        var held = Math.Abs(position.Quantity.Raw);
        decimal realized;
        if (held != 0 && position.Quantity.Raw > 0 != (side == Side.Buy) && quantity.Raw > held)
        {
            realized = position.Apply(side, new Quantity(held), FixedPoint.Notional(price, new Quantity(held)));
            var opening = new Quantity(quantity.Raw - held);
            position.Apply(side, opening, FixedPoint.Notional(price, opening));
        }
        else
        {
            realized = position.Apply(side, quantity, notional);
        }

        if (!position.IsFlat) OpenPositions++;
        Cash += (spot ? -side.Sign() * notional : realized) - fee;
    }

    public void Restore(Arm arm)
    {
        Cash = arm.Ledger.Cash;
        Liquidated = arm.IsLiquidated;
        foreach (var leg in arm.Legs) _positions[leg.InstrumentIndex].Restore(leg.Position.Quantity, leg.Position.Basis);
        OpenPositions = _positions.Count(p => !p.IsFlat);
    }

    public void Pay(decimal amount) => Cash -= amount;
}
