namespace Ats.Forecasting;

/// <summary>Rows from Start up to, not with, End of a <see cref="SampleSet"/>.</summary>
public readonly record struct SampleRange(int Start, int End)
{
    public int Count => End - Start;
}
