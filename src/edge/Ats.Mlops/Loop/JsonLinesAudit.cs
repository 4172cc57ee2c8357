using System.Text.Json;
using Ats.Mlops.Registry;

namespace Ats.Mlops.Loop;

/// <summary>The audit as a file of JSON lines, each flushed to the disk.</summary>
public sealed class JsonLinesAudit(string file) : ILoopAudit
{
    private readonly Lock _gate = new();

    public void Write(AuditEntry entry)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(entry, MlopsJson.Line);
        lock (_gate)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            DurableFile.Append(file, line);
        }
    }
}
