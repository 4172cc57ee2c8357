using Ats.Domain;
using Ats.Engine.Risk;

namespace Ats.Engine;

/// <summary>The latest forecasts of an instrument by horizon, in the order in which horizons were first seen.</summary>
internal sealed class ForecastBoard
{
    private ForecastState[] _states = [];

    public ReadOnlySpan<ForecastState> States => _states;

    /// <summary>There was a good forecast of some horizon when this was last asked.</summary>
    public bool HadGood { get; set; }

    /// <summary>There is a good forecast of some horizon.</summary>
    public bool HasGood
    {
        get
        {
            foreach (var state in _states)
            {
                if (state.Latest.IsGood) return true;
            }

            return false;
        }
    }

    public ForecastState? Find(long horizonNanoseconds)
    {
        foreach (var state in _states)
        {
            if (state.Latest.HorizonNanoseconds == horizonNanoseconds) return state;
        }

        return null;
    }

    /// <summary>The first is made room for; later ones take its place.</summary>
    public ForecastState Of(long horizonNanoseconds)
    {
        if (Find(horizonNanoseconds) is { } known) return known;
        var state = new ForecastState();
        _states = [.. _states, state];
        return state;
    }

    /// <summary>When the first of the good ones is good no longer; <see cref="Timestamp.MaxValue"/> = there is none.</summary>
    public Timestamp NextLapse()
    {
        var next = Timestamp.MaxValue;
        foreach (var state in _states)
        {
            if (state.Latest.IsGood && state.Latest.ValidUntil < next) next = state.Latest.ValidUntil;
        }

        return next == Timestamp.MaxValue ? next : next + 1;
    }

    /// <summary>Which way the good forecast over a horizon points: -1, 0 or 1; 0 also where there is none.</summary>
    public int Direction(long horizonNanoseconds) => Find(horizonNanoseconds) is { } state ? state.Latest.Direction : 0;
}
