using Ats.Domain;
using Ats.MarketData.Import;

namespace Ats.MarketData.Recording;

/// <summary>
/// A data directory that is recorded into: each commit adds a part, whole or not at all, and parts become segments when their time is over.
/// What is committed can be read at once. One recorder a directory.
/// </summary>
internal sealed class RecordingDirectory : IDisposable
{
    /// <summary>Format of a part, which a later commit joins with others.</summary>
    public const string Part = "recording";

    /// <summary>Format of a whole segment.</summary>
    public const string Whole = "recorded";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TapeDirectory _directory;
    private readonly RecorderSettings _settings;
    private readonly FileStream _lock;

    /// <exception cref="IOException">Another recorder writes there, or the directory cannot be made.</exception>
    public RecordingDirectory(string path, RecorderSettings settings)
    {
        _settings = settings;
        Directory.CreateDirectory(path);
        try
        {
            _lock = new FileStream(Path.Combine(path, "recorder.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new IOException($"{path}: another recorder or forecaster is writing there: end it, or choose another directory (ats record: --into; forecaster: its root)", e);
        }

        _directory = new TapeDirectory(path, static _ => { }, Patience);
    }

    /// <summary>When the last row of these instruments was received; MinValue when there is none.</summary>
    public Timestamp LastReceived(IReadOnlyList<InstrumentId> instruments)
    {
        var names = instruments.Select(i => i.ToString()).ToHashSet();
        var own = _directory.ReadManifestOrNone().Segments.Where(s => s.Format is Part or Whole && names.Contains(s.Instrument)).ToList();
        return own.Count == 0 ? Timestamp.MinValue : new Timestamp(own.Max(s => s.LastReceiveTimeNs));
    }

    /// <summary>Adds what was taken; returns its rows.</summary>
    public long Commit(IReadOnlyList<TakenRows> taken)
    {
        if (taken.Count == 0) return 0;
        var segments = taken.Select(Finish).ToList();
        _directory.Add(segments);
        return segments.Sum(s => s.Info.Rows);
    }

    /// <summary>Adds what is to be said after the last row of a series to its last segment.</summary>
    public void Remark(IReadOnlyList<RecordedSeries> ended)
    {
        if (ended.Count == 0) return;
        _directory.Update(manifest =>
        {
            var segments = manifest.Segments.ToList();
            foreach (var series in ended)
            {
                var name = series.Instrument.ToString();
                var last = segments.Where(s => s.Format is Part or Whole && s.Instrument == name && s.Kind == series.Kind).MaxBy(s => s.LastReceiveTimeNs);
                if (last is null) continue;
                segments[segments.IndexOf(last)] = last with { SequenceBreaks = last.SequenceBreaks + series.Remarks.Breaks, Notes = [.. last.Notes, .. series.Remarks.Notes] };
            }

            return manifest with { Segments = segments };
        });
    }

    /// <summary>Joins parts into segments: those whose time was over at the given moment, and those that hold the most rows.</summary>
    public void JoinParts(Timestamp now)
    {
        var length = (long)_settings.SegmentLength.TotalNanoseconds;
        var parts = _directory.ReadManifestOrNone().Segments.Where(s => s.Format == Part).OrderBy(s => s.FirstReceiveTimeNs)
            .GroupBy(s => (s.Instrument, s.Kind, Slot: s.FirstReceiveTimeNs / length)).ToList();
        foreach (var group in parts)
        {
            var over = group.Key.Slot < now.Nanoseconds / length;
            if (over || group.Sum(s => s.Rows) >= _settings.MaxSegmentRows) Join([.. group]);
        }
    }

    /// <summary>Joins every part: nothing is added to them any more.</summary>
    public void JoinAll()
    {
        JoinParts(Timestamp.MaxValue);
        _directory.Update(static manifest => manifest);
    }

    public void Dispose() => _lock.Dispose();

    private void Join(IReadOnlyList<SegmentInfo> parts) =>
        _directory.Join(parts, Whole, $"recorded {new Timestamp(parts[0].FirstReceiveTimeNs).ToDateTime():yyyy-MM-dd HH:mm}");

    private static SegmentData Finish(TakenRows taken)
    {
        var session = new ImportSession("recording", ImportOptions.Default) { Format = Part };
        session.Notes.AddRange(taken.Notes);
        return SegmentFinisher.Finish(taken.Rows, session, "recording", null);
    }
}
