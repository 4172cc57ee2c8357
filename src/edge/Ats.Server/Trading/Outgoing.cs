using Ats.Domain;

namespace Ats.Server.Trading;

/// <summary>A request on its way out: it may leave once the journal holds <paramref name="Entries"/> entries.</summary>
internal readonly record struct Outgoing(OutgoingKind Kind, OrderIntent Intent, ClientOrderId Id, short Instrument, long Entries, long Queued);
