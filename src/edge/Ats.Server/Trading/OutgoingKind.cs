namespace Ats.Server.Trading;

internal enum OutgoingKind : byte
{
    Create,
    Amend,
    Cancel,
}
