using Ats.Domain;

namespace Ats.Engine.Ledger;

/// <summary>
/// A signed holding with its cost. Basis is the signed sum of quantity × price still open (average-cost method), so that unrealised
/// PnL = quantity × mark - basis, exactly.
/// </summary>
public sealed class Position
{
    public Quantity Quantity { get; private set; }

    /// <summary>Signed cost of what is held, quote units.</summary>
    public decimal Basis { get; private set; }

    public bool IsFlat => Quantity.IsZero;

    /// <summary>Average entry price in quote units; 0 when flat.</summary>
    public decimal AverageEntry => IsFlat ? 0m : Basis / Quantity.ToDecimal();

    /// <summary>Takes over a position as another book has it.</summary>
    public void Restore(Quantity quantity, decimal basis)
    {
        Quantity = quantity;
        Basis = basis;
    }

    /// <summary>Applies an execution that does not cross zero and returns the gross PnL it realised (0 when it opened or added).</summary>
    public decimal Apply(Side side, Quantity quantity, decimal notional)
    {
        var signed = side == Side.Buy ? quantity.Raw : -quantity.Raw;
        var held = Quantity.Raw;
        if (held == 0 || held > 0 == signed > 0)
        {
            Quantity = new Quantity(checked(held + signed));
            Basis += side == Side.Buy ? notional : -notional;
            return 0m;
        }

        var heldSize = Math.Abs(held);
        if (quantity.Raw > heldSize) throw new InvalidOperationException("An execution across zero must be split into its closing and its opening part.");
        // A part of the basis is rounded once, to 12 decimals; what stays behind keeps the rest, so nothing is lost and later sums are exact.
        var released = quantity.Raw == heldSize
            ? Basis
            : decimal.Round(Basis * quantity.ToDecimal() / FixedPoint.ToDecimal(heldSize, Ats.Domain.Quantity.Decimals), 12);
        Quantity = new Quantity(held + signed);
        Basis -= released;
        return (side == Side.Buy ? -notional : notional) - released;
    }
}
