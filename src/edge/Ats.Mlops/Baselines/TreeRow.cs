namespace Ats.Mlops.Baselines;

/// <summary>A row as Microsoft.ML reads it.</summary>
internal sealed class TreeRow
{
    public float[] Features { get; set; } = [];

    public float Label { get; set; }
}
