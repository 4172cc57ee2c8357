namespace Ats.Mlops.Loop;

/// <summary>Keeps every transition. A transition that cannot be written does not take place.</summary>
public interface ILoopAudit
{
    /// <exception cref="IOException">It could not be written.</exception>
    void Write(AuditEntry entry);
}
