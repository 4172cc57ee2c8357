using System.Security.Cryptography;
using System.Text;
using Ats.Bybit;
using Ats.Server.Settings;

namespace Ats.Server.Runs;

/// <summary>
/// One run at a time on a journal, and one on an account (on this machine): a file held open for as long as the process lives, so that a
/// crash leaves nothing locked.
/// </summary>
public sealed class RunLock : IDisposable
{
    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <exception cref="IOException">Another run works on this journal, or the file cannot be made.</exception>
    public static RunLock OfJournal(LiveSettings settings)
    {
        var files = RunFiles.Of(settings);
        return Take(files.Lock, () => $"Another ats run{Who(files)} works on the journal {JournalName.Shown(settings.Journal)}: stop it first, or give this one a journal and an account of its own.");
    }

    /// <summary>Of the exchange that a simulated run starts: a second run would find it, and end it when it stops.</summary>
    /// <exception cref="IOException">Another run uses it.</exception>
    public static RunLock OfExchange(LiveSettings settings) => Take(
        Path.Combine(Path.GetFullPath(settings.Exchange.State), "run.lock"),
        () => $"Another ats run uses the exchange of {settings.Exchange.State} and its account: stop it first, or give this one an exchange.state of its own.");

    /// <exception cref="IOException">Another run on this machine trades on the account.</exception>
    public static RunLock OfAccount(ApiCredentials credentials)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{credentials.Environment.Kind}:{credentials.Key}")))[..24];
        var path = Path.Combine(Path.GetTempPath(), $"ats-account-{name}.lock");
        return Take(path, () => $"Another ats run on this machine trades on this account ({credentials}): stop it first, or use an account of its own.");
    }

    /// <summary>A run works on the settings' journal now.</summary>
    public static bool IsJournalTaken(LiveSettings settings)
    {
        var path = RunFiles.Of(settings).Lock;
        if (!File.Exists(path)) return false;
        try
        {
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1).Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public void Dispose() => _file.Dispose();

    private static RunLock Take(string path, Func<string> held)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new RunLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{path} cannot be written, so this run cannot make sure that it is alone ({e.Message}). Check its permissions.", e);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException) && File.Exists(path))
        {
            throw new IOException(held(), e);
        }
    }

    private static string Who(RunFiles files) => Heartbeat.TryRead(files.Heartbeat) is { State: Heartbeat.Running } beat ? $" (process {beat.Process}{(beat.Address is null ? "" : ", " + beat.Address)})" : "";
}
