namespace Ats.MarketData.Import;

/// <summary>Another import holds the data directory.</summary>
internal sealed class DirectoryBusyException(string message) : IOException(message);
