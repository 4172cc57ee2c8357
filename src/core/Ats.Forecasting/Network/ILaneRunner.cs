namespace Ats.Forecasting.Network;

/// <summary>Who computes lane groups: one after another here, on threads at the edge. Calls with different numbers touch nothing in common but what they read.</summary>
public interface ILaneRunner
{
    /// <summary>Calls work once with each number from 0 to count - 1, in any order, and returns when all are done; throws what one threw.</summary>
    void Run(int count, Action<int> work);
}
