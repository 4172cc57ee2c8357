using System.Text.Json;

namespace Ats.Server.Runs;

/// <summary>
/// What a run says of itself twice a second, in the file beside its journal (<see cref="RunFiles"/>), as long as its engine's thread goes
/// round: the engine's inputs so far and the time. When the engine hangs the file no longer changes, whatever else lives. State is running,
/// or stopped when the run ended in order with nothing left working; Address is where the site listens, once it does.
/// </summary>
public sealed record Heartbeat(string State, int Process, string Run, long Beats, long Inputs, DateTimeOffset At, string? Address)
{
    public const string Running = "running";
    public const string Stopped = "stopped";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Null when there is none, or it is not one.</summary>
    public static Heartbeat? TryRead(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Heartbeat>(File.ReadAllText(path), Json);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    internal void Write(string path) => RunFiles.Replace(path, JsonSerializer.Serialize(this, Json));
}
