namespace Ats.Edge.Tests.Bybit;

/// <summary>A request as it came over the wire.</summary>
internal sealed record ReceivedRequest(string Method, string Path, string RawQuery, string Body, IReadOnlyDictionary<string, string> Headers);
