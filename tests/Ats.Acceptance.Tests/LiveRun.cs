using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Ats.Acceptance.Tests;

/// <summary>A small live contest in a directory of its own: real processes on free ports, ended with it.</summary>
public sealed class LiveRun : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly List<Started> _started = [];

    public LiveRun()
    {
        Directory = AtsProcess.Temporary();
        Settings = Path("ats.json");
        File.WriteAllText(Settings, $$"""
            {
              "arms": [{ "strategy": "cash" }], "warmUpMinutes": 0, "port": 0, "limits": { "order-notional": 2000 }, "sizing": { "notional": 500 },
              "journal": "{{Path("journal.db")}}", "operatorTokenFile": "{{Path("token")}}", "exchange": { "market": "walk", "state": "{{Path("exchange")}}" }
            }
            """);
    }

    public string Directory { get; }

    public string Settings { get; }

    public string Path(string name) => System.IO.Path.Combine(Directory, name);

    /// <summary>Runs a command with this contest's settings.</summary>
    public (int Code, string Out, string Error) Ats(params string[] arguments) => AtsProcess.Run([.. arguments, "--settings", Settings]);

    /// <summary>The same with variables, as in ATS_PORT=1.</summary>
    public (int Code, string Out, string Error) AtsWith(string variable, params string[] arguments) => AtsProcess.RunAfter("export " + variable, [.. arguments, "--settings", Settings]);

    public Started Start(params string[] arguments)
    {
        var started = new Started(AtsProcess.Start([.. arguments, "--settings", Settings]));
        _started.Add(started);
        return started;
    }

    /// <summary>In a process group of its own, as a shell starts it.</summary>
    public Started StartGroup(params string[] arguments)
    {
        var started = new Started(AtsProcess.Start("setsid", ["dotnet", System.IO.Path.Combine(AppContext.BaseDirectory, "ats.dll"), .. arguments, "--settings", Settings]));
        _started.Add(started);
        return started;
    }

    /// <summary>Starts the contest and waits until it trades and its site is up.</summary>
    public async Task<Started> Open()
    {
        var run = Start("run");
        await run.Says("the contest is live");
        return run;
    }

    /// <summary>No exchange works on the state: its lock is free.</summary>
    public bool ExchangeIsGone()
    {
        if (!System.IO.Directory.Exists(Path("exchange"))) return true;
        try
        {
            File.Open(Path("exchange/exchange.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None).Dispose();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        foreach (var started in _started) started.End();
        EndExchange();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    /// <summary>A killed run leaves its exchange behind, by design; the note beside its state names it.</summary>
    private void EndExchange()
    {
        if (!File.Exists(Path("exchange/process.json")) || ExchangeIsGone()) return;
        using var note = JsonDocument.Parse(File.ReadAllText(Path("exchange/process.json")));
        using var process = Process.GetProcessById(note.RootElement.GetProperty("pid").GetInt32());
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>A process that was started and what it has said so far.</summary>
    public sealed class Started
    {
        private readonly Process _process;
        private readonly List<string> _lines = [];
        private TaskCompletionSource _said = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Started(Process process)
        {
            _process = process;
            process.OutputDataReceived += (_, e) => Hear(e.Data);
            process.ErrorDataReceived += (_, e) => Hear(e.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }

        public string Said
        {
            get { lock (_lines) return string.Join('\n', _lines); }
        }

        public void Signal(string name, bool group = false)
        {
            using var kill = Process.Start("kill", [$"-{name}", "--", (group ? "-" : "") + _process.Id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
        }

        /// <summary>Waits for a line with the text; a second call with another text may be met by an earlier line.</summary>
        public async Task Says(string text)
        {
            using var patience = new CancellationTokenSource(Patience);
            while (true)
            {
                Task next;
                lock (_lines)
                {
                    if (_lines.Exists(l => l.Contains(text, StringComparison.Ordinal))) return;
                    if (_said.Task.IsCompleted) _said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    next = _said.Task;
                }

                Assert.False(_process.HasExited && next.IsCompleted, Said);
                await next.WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                Assert.False(patience.IsCancellationRequested, $"'{text}' was never said, but: {Said}");
            }
        }

        public int Ended()
        {
            Assert.True(_process.WaitForExit(Patience), Said);
            _process.WaitForExit();
            return _process.ExitCode;
        }

        public void End()
        {
            if (!_process.HasExited) _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
        }

        private void Hear(string? line)
        {
            lock (_lines)
            {
                if (line is not null) _lines.Add(line);
                _said.TrySetResult();
            }
        }
    }
}
