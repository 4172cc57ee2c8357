namespace Ats.Forecasting.Network;

/// <summary>What a layer remembers of a window for the way back: row (step, lane), lanes of a step together.</summary>
internal sealed class LaneLayer(LstmShape shape, int lanes, int steps)
{
    /// <summary>Sums, then activations, then gradients of the sums: i, f, g, o.</summary>
    public AlignedBuffer Gates { get; } = new(steps * lanes * shape.Gates);

    /// <summary>The cell entering each step, one step more than the window has.</summary>
    public AlignedBuffer Cells { get; } = new((steps + 1) * lanes * shape.Units);

    /// <summary>The output entering each step.</summary>
    public AlignedBuffer Hidden { get; } = new((steps + 1) * lanes * shape.Units);

    public AlignedBuffer CellTanh { get; } = new(steps * lanes * shape.Units);

    /// <summary>The output as seen from above, some of it hidden by dropout.</summary>
    public AlignedBuffer Up { get; } = new(steps * lanes * shape.Units);

    /// <summary>Lanes x units: 0 where dropout hides, else what keeps the mean.</summary>
    public AlignedBuffer Mask { get; } = new(lanes * shape.Units);
}
