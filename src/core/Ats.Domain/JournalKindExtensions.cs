namespace Ats.Domain;

public static class JournalKindExtensions
{
    /// <summary>True when a journal of these kinds keeps market events of that kind.</summary>
    public static bool KeepsMarket(this JournalKind kinds, MarketEventKind market) =>
        (kinds & (market == MarketEventKind.Forecast ? JournalKind.Market | JournalKind.Forecast : JournalKind.Market)) != 0;
}
