using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Ats.Mlops.Registry;

namespace Ats.Mlops.Loop;

/// <summary>
/// Runs trainings as child processes at low priority, one at a time on a registry. The child says on stdout, one JSON object a line, how far it is:
/// <c>{"event":"progress","fraction":0.4,"message":"seed 2, epoch 3"}</c>, and at its end <c>{"event":"done","version":"v0007","metrics":{...}}</c>;
/// other lines are kept and not understood. What stays is in ROOT/runs/ID: parameters.json, environment.json, progress.jsonl, errors.txt, run.json, metrics.json.
/// </summary>
/// <param name="root">The registry's root.</param>
/// <param name="executable">Program that trains.</param>
/// <param name="arguments">Of a run.</param>
public sealed class ProcessTrainingRunner(string root, string executable, Func<TrainingRequest, IReadOnlyList<string>> arguments, TimeProvider time) : ITrainingRunner, IDisposable
{
    private const int ErrorLinesTold = 5;
    private const string LockName = "training.lock";

    private readonly Lock _gate = new();
    private readonly string _folder = Path.Combine(Path.GetFullPath(root), "runs");
    private RegistryLock? _lock;
    private Process? _process;
    private TrainingRun? _run;
    private readonly Queue<string> _errors = new();

    public bool TryStart(TrainingRequest request)
    {
        lock (_gate)
        {
            if (_run is { State: TrainingRunState.Running }) return false;
            try
            {
                _lock = RegistryLock.Take(Path.Combine(_folder, LockName), TimeSpan.Zero);
            }
            catch (RegistryException e) when (e.Problem == RegistryProblem.Locked)
            {
                return false;
            }

            try
            {
                Start(request);
                return true;
            }
            catch
            {
                Release();
                throw;
            }
        }
    }

    public TrainingRun? Find(string id)
    {
        lock (_gate)
        {
            if (_run?.Request.Id == id) return _run;
        }

        var file = Path.Combine(_folder, id, "run.json");
        if (Path.GetFileName(id) != id || !File.Exists(file)) return null;
        TrainingRun? kept;
        try
        {
            kept = JsonSerializer.Deserialize<TrainingRun>(File.ReadAllBytes(file), MlopsJson.File);
        }
        catch (JsonException e)
        {
            throw new RegistryException(RegistryProblem.Corrupt, file, $"cannot be read: {e.Message}", e);
        }

        if (kept is not { State: TrainingRunState.Running } || IsTakenElsewhere()) return kept;
        EndOrphan(kept);
        kept = kept with { State = TrainingRunState.Lost, Message = "the service ended while it ran", EndedAt = time.GetUtcNow() };
        Save(kept);
        return kept;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_process is { HasExited: false }) _process.Kill(entireProcessTree: true);
        }
    }

    private void Start(TrainingRequest request)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, request.Id)).FullName;
        var given = arguments(request);
        DurableFile.Write(Path.Combine(folder, "parameters.json"), JsonSerializer.SerializeToUtf8Bytes(new { request, executable = Path.GetFileName(executable), arguments = given }, MlopsJson.File));
        DurableFile.Write(Path.Combine(folder, "environment.json"), JsonSerializer.SerializeToUtf8Bytes(
            new { processors = Environment.ProcessorCount, system = RuntimeInformation.OSDescription, architecture = RuntimeInformation.ProcessArchitecture.ToString(), runtime = RuntimeInformation.FrameworkDescription, commit = CommitOf() }, MlopsJson.File));
        var process = new Process { StartInfo = Info(given), EnableRaisingEvents = true };
        process.Start();
        _errors.Clear();
        var run = new TrainingRun(request, TrainingRunState.Running, StartedAt: time.GetUtcNow(), ProcessId: process.Id, ProcessStartedAt: StartOf(process));
        try
        {
            Save(run);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        (_process, _run) = (process, run);
        if (OperatingSystem.IsWindows()) process.PriorityClass = ProcessPriorityClass.BelowNormal;
        _ = Follow(process, folder);
    }

    private ProcessStartInfo Info(IReadOnlyList<string> given)
    {
        var info = new ProcessStartInfo { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false, StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8 };
        if (OperatingSystem.IsWindows())
        {
            info.FileName = executable;
        }
        else
        {
            info.FileName = "nice";
            info.ArgumentList.Add("-n");
            info.ArgumentList.Add("15");
            info.ArgumentList.Add(executable);
        }

        foreach (var argument in given) info.ArgumentList.Add(argument);
        return info;
    }

    private async Task Follow(Process process, string folder)
    {
        string? trouble = null;
        try
        {
            process.StandardInput.Close();
            var errors = ReadErrors(process, folder);
            await using (var log = new StreamWriter(Path.Combine(folder, "progress.jsonl"), append: false))
            {
                while (await process.StandardOutput.ReadLineAsync() is { } line)
                {
                    await log.WriteLineAsync(line);
                    await log.FlushAsync();
                    Hear(line);
                }
            }

            await errors;
            await process.WaitForExitAsync();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The disk is full, say: the run cannot be told of any more, so it ends.
            trouble = e.Message;
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        End(process, folder, trouble);
    }

    private async Task ReadErrors(Process process, string folder)
    {
        await using var file = new StreamWriter(Path.Combine(folder, "errors.txt"), append: false);
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            await file.WriteLineAsync(line);
            lock (_gate)
            {
                _errors.Enqueue(line);
                if (_errors.Count > ErrorLinesTold) _errors.Dequeue();
            }
        }
    }

    private void Hear(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("event", out var name)) return;
            lock (_gate)
            {
                _run = name.GetString() switch
                {
                    "progress" => _run! with { Fraction = Math.Clamp(Number(json.RootElement, "fraction") ?? _run.Fraction, 0, 1), Message = Text(json.RootElement, "message") ?? _run.Message },
                    "done" => _run! with
                    {
                        Fraction = 1, Version = Text(json.RootElement, "version"), Message = Text(json.RootElement, "message") ?? "done",
                        Metrics = json.RootElement.TryGetProperty("metrics", out var metrics) ? metrics.Clone() : null,
                    },
                    _ => _run,
                };
            }
        }
        catch (JsonException)
        {
            // A line for people; it is kept in progress.jsonl.
        }
    }

    private void End(Process process, string folder, string? trouble)
    {
        lock (_gate)
        {
            var isDone = trouble is null && process.ExitCode == 0 && _run!.Version is not null;
            var why = trouble ?? (_errors.Count > 0 ? string.Join(" | ", _errors) : "it said nothing of why");
            _run = _run! with
            {
                State = isDone ? TrainingRunState.Done : TrainingRunState.Failed,
                Message = isDone ? _run.Message : trouble is null && process.ExitCode == 0 ? "it ended without naming a version" : $"exit code {process.ExitCode}: {why}",
                EndedAt = time.GetUtcNow(),
                ExitCode = process.ExitCode,
            };
            try
            {
                if (_run.Metrics is { } metrics) DurableFile.Write(Path.Combine(folder, "metrics.json"), JsonSerializer.SerializeToUtf8Bytes(metrics, MlopsJson.File));
                Save(_run);
            }
            catch (IOException e)
            {
                _run = _run with { Message = $"{_run.Message} (its record could not be written: {e.Message})" };
            }

            process.Dispose();
            _process = null;
            Release();
        }
    }

    /// <summary>Another service runs a training on this registry: the run may be its own.</summary>
    private bool IsTakenElsewhere()
    {
        lock (_gate)
        {
            if (_lock is not null) return false;
            try
            {
                RegistryLock.Take(Path.Combine(_folder, LockName), TimeSpan.Zero).Dispose();
                return false;
            }
            catch (RegistryException e) when (e.Problem == RegistryProblem.Locked)
            {
                return true;
            }
        }
    }

    private void Release()
    {
        _lock?.Dispose();
        _lock = null;
    }

    private void Save(TrainingRun run) => DurableFile.Write(Path.Combine(_folder, run.Request.Id, "run.json"), JsonSerializer.SerializeToUtf8Bytes(run, MlopsJson.File));

    /// <summary>A child that outlived the service it reported to: its id and start time together name it.</summary>
    private static void EndOrphan(TrainingRun run)
    {
        if (run is not { ProcessId: { } id, ProcessStartedAt: { } started }) return;
        try
        {
            using var process = Process.GetProcessById(id);
            if (StartOf(process) is { } itsStart && Math.Abs((itsStart - started).TotalSeconds) < 2) process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It is gone.
        }
    }

    /// <summary>Null where it has ended already.</summary>
    private static DateTimeOffset? StartOf(Process process)
    {
        try
        {
            return new DateTimeOffset(process.StartTime).ToUniversalTime();
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string CommitOf() => System.Reflection.CustomAttributeExtensions.GetCustomAttribute<System.Reflection.AssemblyInformationalVersionAttribute>(typeof(ProcessTrainingRunner).Assembly)?.InformationalVersion ?? "unknown";

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static double? Number(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
