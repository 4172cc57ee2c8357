namespace Ats.Mlops.Loop;

/// <summary>Watches the champion's quality and the drift of what it is fed with.</summary>
public interface IModelWatch
{
    WatchReading Look();
}
