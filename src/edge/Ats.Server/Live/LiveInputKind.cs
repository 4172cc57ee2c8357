namespace Ats.Server.Live;

/// <summary>What a <see cref="LiveInput"/> holds.</summary>
public enum LiveInputKind : byte
{
    Market,
    OrderEvent,
    Command,
}
