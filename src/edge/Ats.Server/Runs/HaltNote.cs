using System.Text.Json;

namespace Ats.Server.Runs;

/// <summary>
/// Left beside the journal by <c>ats halt</c> when the server did not answer: the run that finds it, now or at its next start, halts every
/// arm before anything else and removes it once that is journaled.
/// </summary>
public sealed record HaltNote(DateTimeOffset At, string Note)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public void Write(string path) => RunFiles.Replace(path, JsonSerializer.Serialize(this, Json));

    /// <summary>The note; one that cannot be read halts too. Null when there is none.</summary>
    public static HaltNote? Find(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            return JsonSerializer.Deserialize<HaltNote>(File.ReadAllText(path), Json) ?? new HaltNote(Written(path), "");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return new HaltNote(Written(path), "");
        }
    }

    private static DateTimeOffset Written(string path) => new(File.GetLastWriteTimeUtc(path));
}
