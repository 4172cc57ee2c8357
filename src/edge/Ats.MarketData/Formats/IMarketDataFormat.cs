using Ats.MarketData.Import;
using Ats.MarketData.Sources;

namespace Ats.MarketData.Formats;

/// <summary>One form of market data. To add one: a file beside this, a line in <see cref="FormatCatalog"/>.</summary>
internal interface IMarketDataFormat
{
    /// <summary>What <c>--format</c> takes.</summary>
    string Name { get; }

    /// <summary>One line for <c>ats data formats</c>.</summary>
    string Description { get; }

    /// <summary>Whether the text is of this form, told by its beginning.</summary>
    bool Recognises(SourceText source);

    /// <summary>Reads the whole text into the session's segments.</summary>
    void Read(SourceText source, ImportSession session);
}
