using System.Diagnostics;
using System.Globalization;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text.Json;
using Ats.Server.Settings;

namespace Ats.Cli.Runs;

/// <summary>
/// The simulated exchange as a process of its own, with durable state: it outlives this program's crash and is found again by the note in
/// its state directory; if it dies, it is started again at the same port. Signals to our process group (Ctrl-C in
/// the terminal) do not reach it: it has a session of its own.
/// </summary>
internal sealed class ExchangeProcess : IAsyncDisposable
{
    private const string NoteName = "process.json";
    private const string KeyName = "account-key";
    private const string LockName = "exchange.lock"; // As Ats.Bybit.Exchange holds it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan OthersPatience = TimeSpan.FromSeconds(10);

    private readonly LiveSettings _settings;
    private readonly string _note;
    private readonly Action<string> _say;
    private readonly CancellationTokenSource _stop = new();
    private Process? _process;
    private Task _watch = Task.CompletedTask;

    private ExchangeProcess(LiveSettings settings, Action<string> say)
    {
        _settings = settings;
        _say = say;
        _note = Path.Combine(settings.Exchange.State, NoteName);
        Port = settings.Exchange.Port;
        (Key, Secret) = LoadKey(settings.Exchange.State);
    }

    public int Port { get; private set; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    public string Key { get; }

    public string Secret { get; }

    /// <summary>Finds the exchange of this state directory running, or starts it.</summary>
    /// <exception cref="IOException">It did not come up; the message names its log.</exception>
    public static async Task<ExchangeProcess> OpenAsync(LiveSettings settings, Action<string> say, CancellationToken cancel)
    {
        Directory.CreateDirectory(settings.Exchange.State);
        var exchange = new ExchangeProcess(settings, say);
        try
        {
            if (await exchange.FindAsync(cancel))
            {
                say($"the exchange of {settings.Exchange.State} is running already, on port {exchange.Port}");
            }
            else
            {
                say($"starting the exchange of {settings.Exchange.State}, market {settings.Exchange.Market}");
                await exchange.StartOrTakeOverAsync(cancel);
            }
        }
        catch
        {
            await exchange.DisposeAsync();
            throw;
        }

        exchange._watch = exchange.WatchAsync();
        return exchange;
    }

    /// <summary>Address and key of the exchange whose state lies in a directory, as the run that started it noted them; null when there is no note.</summary>
    /// <exception cref="InvalidDataException">The account's key is damaged.</exception>
    public static (Uri Address, string Key, string Secret)? Noted(string state)
    {
        if (ReadNote(Path.Combine(state, NoteName)) is not var (_, port) || !File.Exists(Path.Combine(state, KeyName))) return null;
        var (key, secret) = LoadKey(state);
        return (new Uri($"http://127.0.0.1:{port}"), key, secret);
    }

    /// <summary>
    /// Names this process as the exchange of a state directory. The exchange itself does so, before it says that it is up: a run that is killed
    /// while its exchange starts would leave one behind that no later run finds and that keeps every later one out.
    /// </summary>
    public static void Note(string state, int port)
    {
        var path = Path.Combine(state, NoteName);
        File.WriteAllText(path + ".new", $$"""{"pid":{{Environment.ProcessId}},"port":{{port}}}""");
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Ends it at once: its state is on disk.</summary>
    public void Kill()
    {
        _stop.Cancel();
        try
        {
            _process?.Kill();
            _process?.WaitForExit(TimeSpan.FromSeconds(2));
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_process is not null && !_process.HasExited)
        {
            using var kill = Process.Start(new ProcessStartInfo("kill") { ArgumentList = { "-TERM", _process.Id.ToString(CultureInfo.InvariantCulture) } });
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            File.Delete(_note);
        }

        _process?.Dispose();
        _stop.Dispose();
    }

    /// <summary>The account's key, made once per state directory and readable by its owner only.</summary>
    private static (string Key, string Secret) LoadKey(string directory)
    {
        var file = Path.Combine(directory, KeyName);
        if (!File.Exists(file))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var writer = new StreamWriter(file, options);
            writer.Write($"sim{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}\n{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))}\n");
        }

        var lines = File.ReadAllLines(file);
        return lines is [{ Length: > 0 } key, { Length: > 0 } secret, ..] ? (key, secret) : throw new InvalidDataException($"{file} is damaged: it must hold a key and a secret, one a line. Restore it, or delete {directory} to begin with a new exchange (and name another journal).");
    }

    /// <summary>Whose lock keeps ours out may be the exchange of a run that was killed while starting: it is on its way up.</summary>
    private async Task StartOrTakeOverAsync(CancellationToken cancel)
    {
        try
        {
            await StartAsync(cancel);
        }
        catch (IOException)
        {
            for (var begun = Stopwatch.GetTimestamp(); !await FindAsync(cancel); await Task.Delay(TimeSpan.FromMilliseconds(200), cancel))
            {
                if (!IsLocked() || Stopwatch.GetElapsedTime(begun) > OthersPatience) throw;
            }

            _say($"the exchange of {_settings.Exchange.State} was starting already: taken over, on port {Port}");
        }
    }

    private bool IsLocked()
    {
        try
        {
            File.Open(Path.Combine(_settings.Exchange.State, LockName), FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private async Task<bool> FindAsync(CancellationToken cancel)
    {
        if (ReadNote(_note) is not var (pid, port) || !await AnswersAsync(port, cancel)) return false;
        try
        {
            (_process, Port) = (Process.GetProcessById(pid), port);
        }
        catch (ArgumentException)
        {
            return false;
        }

        return true;
    }

    private static (int Process, int Port)? ReadNote(string path)
    {
        try
        {
            using var note = JsonDocument.Parse(File.ReadAllText(path));
            return (note.RootElement.GetProperty("pid").GetInt32(), note.RootElement.GetProperty("port").GetInt32());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private async Task StartAsync(CancellationToken cancel)
    {
        var log = Path.Combine(_settings.Exchange.State, "exchange.log");
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet") start.ArgumentList.Add(typeof(ExchangeProcess).Assembly.Location);
        string[] arguments =
        [
            "exchange", "serve", "--port", Port.ToString(CultureInfo.InvariantCulture), "--market", _settings.Exchange.Market, "--seed", _settings.Seed.ToString(CultureInfo.InvariantCulture),
            "--key", Key, "--state", _settings.Exchange.State, "--ignore-interrupt",
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["ATS_EXCHANGE_SECRET"] = Secret;
        var process = Process.Start(start)!;
        _process = process;
        var lines = new StreamWriter(new FileStream(log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        var up = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        string? complaint = null;
        process.OutputDataReceived += (_, e) => OnLine(lines, up, e.Data);
        process.ErrorDataReceived += (_, e) => complaint = OnLine(lines, null, e.Data) ?? complaint;
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) =>
        {
            process.WaitForExit(); // Until its last lines are read.
            up.TrySetException(Ended(process.ExitCode, complaint, log));
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Port = await up.Task.WaitAsync(Patience, cancel);
    }

    private static Exception Ended(int code, string? complaint, string log)
    {
        var text = $"The exchange could not start (code {code}): {(complaint is null ? "it said nothing" : complaint.Replace("ats: ", "", StringComparison.Ordinal).TrimEnd('.'))}; its log is {log}.";
        return code switch
        {
            ExitCode.BadData => new InvalidDataException(text),
            ExitCode.Usage => new FormatException(text),
            _ => new IOException(text),
        };
    }

    /// <summary>Logs a line and returns it; the port in it brings the exchange up.</summary>
    private static string? OnLine(StreamWriter log, TaskCompletionSource<int>? up, string? line)
    {
        if (line is null) return null;
        lock (log) log.WriteLine(line);
        const string Before = "http://127.0.0.1:";
        var at = line.IndexOf(Before, StringComparison.Ordinal);
        if (at < 0 || up is null) return line;
        var digits = line[(at + Before.Length)..].TakeWhile(char.IsAsciiDigit).ToArray();
        if (digits.Length > 0) up.TrySetResult(int.Parse(digits, CultureInfo.InvariantCulture));
        return line;
    }

    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await _process!.WaitForExitAsync(_stop.Token).ConfigureAwait(false);
            _say("the exchange process has ended; starting it again with its state");
            try
            {
                await StartAsync(_stop.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or TimeoutException or InvalidOperationException or InvalidDataException or FormatException)
            {
                _say(e.Message);
                await Task.Delay(TimeSpan.FromSeconds(2), _stop.Token).ConfigureAwait(false);
            }
        }
    }

    private static async Task<bool> AnswersAsync(int port, CancellationToken cancel)
    {
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(3) };
            using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/v5/market/time"), cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
