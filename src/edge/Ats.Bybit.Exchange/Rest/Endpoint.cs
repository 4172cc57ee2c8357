using Ats.Bybit.Exchange.Core;

namespace Ats.Bybit.Exchange.Rest;

/// <summary>How a path is served.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Signed">Needs a key and a signature.</param>
/// <param name="ReadsBody">The body is parsed to a document before the call (order endpoints read it themselves).</param>
/// <param name="OwnRate">The endpoint takes its rate budget by itself (batches count orders).</param>
/// <param name="Handle">Writes the result or fails.</param>
internal sealed record Endpoint(string Method, bool Signed, bool ReadsBody, bool OwnRate, Func<RestContext, Outcome> Handle);
