using Ats.Domain;

namespace Ats.MarketData.Export;

/// <summary>Takes events of one kind in order and writes them somewhere.</summary>
internal interface IExportSink : IDisposable
{
    void Write(ReadOnlySpan<MarketEvent> events);
}
