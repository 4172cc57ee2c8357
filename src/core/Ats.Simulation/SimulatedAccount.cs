using Ats.Domain;

namespace Ats.Simulation;

/// <summary>
/// What the simulated exchange knows of one arm: cash and position per instrument, in doubles, only to refuse what could not be paid and to
/// liquidate; the arm's exact books are the engine's ledger.
/// </summary>
internal sealed class SimulatedAccount(double cash, int instruments)
{
    private readonly double[] _held = new double[instruments];
    private readonly double[] _basis = new double[instruments];

    public double Cash { get; private set; } = cash;

    public bool Liquidated { get; set; }

    /// <summary>Instruments with a position.</summary>
    public int Positions => _held.Count(h => h != 0);

    public double Held(int instrument) => _held[instrument];

    public double Basis(int instrument) => _basis[instrument];

    public void Fill(int instrument, bool spot, double signedQuantity, double price, double fee)
    {
        Cash -= fee;
        if (spot)
        {
            Cash -= signedQuantity * price;
            _held[instrument] += signedQuantity;
            return;
        }

        var held = _held[instrument];
        if (held * signedQuantity >= 0)
        {
            _basis[instrument] += signedQuantity * price;
        }
        else if (Math.Abs(signedQuantity) <= Math.Abs(held))
        {
            var released = _basis[instrument] * -signedQuantity / held;
            Cash += (-signedQuantity * price) - released;
            _basis[instrument] -= released;
        }
        else
        {
            Cash += (held * price) - _basis[instrument];
            _basis[instrument] = (held + signedQuantity) * price;
        }

        _held[instrument] = held + signedQuantity;
        if (Math.Abs(_held[instrument]) < 0.5 / Quantity.Scale) _held[instrument] = _basis[instrument] = 0;
    }

    public void Pay(double amount) => Cash -= amount;
}
