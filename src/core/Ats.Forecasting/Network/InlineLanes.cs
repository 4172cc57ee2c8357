namespace Ats.Forecasting.Network;

/// <summary>Lane groups one after another on the caller's thread.</summary>
public sealed class InlineLanes : ILaneRunner
{
    public void Run(int count, Action<int> work)
    {
        for (var i = 0; i < count; i++) work(i);
    }
}
