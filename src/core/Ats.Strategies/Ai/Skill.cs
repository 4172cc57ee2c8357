namespace Ats.Strategies.Ai;

/// <summary>How well something has done lately: an exponentially weighted mean of its results, each known only after it was decided.</summary>
internal struct Skill
{
    private double _sum;
    private double _weight;

    /// <summary>0 before the first result.</summary>
    public readonly double Value => _weight == 0 ? 0 : _sum / _weight;

    /// <param name="result">What the latest decision brought.</param>
    /// <param name="decay">Share of what went before that is kept, (0, 1).</param>
    public void Add(double result, double decay)
    {
        _sum = (decay * _sum) + result;
        _weight = (decay * _weight) + 1;
    }
}
