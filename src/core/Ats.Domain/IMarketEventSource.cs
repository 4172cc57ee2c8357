namespace Ats.Domain;

/// <summary>An ordered stream of market events (by receive time), read in batches so that no call is paid per event.</summary>
public interface IMarketEventSource
{
    /// <summary>Fills the buffer from its start and returns how many events were written; 0 means the end.</summary>
    int Read(Span<MarketEvent> buffer);
}
