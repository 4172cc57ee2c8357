using Ats.Domain;

namespace Ats.Bybit.Exchange.Core;

/// <summary>A public trade.</summary>
internal readonly record struct TapeTrade(long Id, long TimeMs, Price Price, Quantity Quantity, Side TakerSide, long Seq, sbyte TickDirection);
