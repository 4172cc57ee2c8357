namespace Ats.Forecasting.Network;

/// <summary>One named tensor, [rows, columns] outside, and where its values lie inside: transposed, blocks of rows padded.</summary>
/// <param name="Columns">0 for a vector.</param>
/// <param name="Stride">Floats from one column to the next.</param>
/// <param name="Block">Rows of a block (a gate).</param>
/// <param name="PaddedBlock">Floats from one block to the next.</param>
internal readonly record struct LstmTensor(string Name, int Rows, int Columns, int Start, int Stride, int Block, int PaddedBlock)
{
    public int Count => Rows * Math.Max(1, Columns);

    public int[] Dimensions => Columns == 0 ? [Rows] : [Rows, Columns];

    /// <summary>Where value number index, row by row, lies.</summary>
    public int Place(int index)
    {
        var (row, column) = Math.DivRem(index, Math.Max(1, Columns));
        return Start + (column * Stride) + (row / Block * PaddedBlock) + (row % Block);
    }
}
