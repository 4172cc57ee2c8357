using System.Text.Json.Serialization;

namespace Ats.Server.Api;

/// <summary>A manual order: side buy or sell, quantity in base units, price in quote units (absent = market order), postOnly for makers only.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record OrderRequest(string Side, decimal Quantity, string? Instrument = null, decimal? Price = null, bool PostOnly = false, bool ReduceOnly = false, string? Note = null);
