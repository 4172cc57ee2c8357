using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Ats.Mlops.Service;

namespace Ats.Mlops.Live;

/// <summary>
/// Predictions and their outcomes as JSON lines, one file a UTC day, kept for a week: ROOT/predictions/2026-01-31.jsonl. The thread of the rows only puts a
/// line in a bounded queue; lines that do not fit are counted and left out, for serving does not wait for a disk.
/// </summary>
internal sealed class PredictionFiles : IPredictionLog, IAsyncDisposable
{
    private const int QueueLimit = 4096;
    private const int DaysKept = 7;

    private readonly Channel<string> _lines = Channel.CreateBounded<string>(new BoundedChannelOptions(QueueLimit) { SingleReader = true });
    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly Task _writing;

    public PredictionFiles(string root, TimeProvider time)
    {
        _folder = Path.Combine(Path.GetFullPath(root), "predictions");
        _time = time;
        _writing = Task.Run(Write);
    }

    /// <summary>Lines left out: the disk is slow or full.</summary>
    public long Lost { get; private set; }

    public void Predicted(Prediction prediction)
    {
        var text = new StringBuilder(512);
        text.Append(CultureInfo.InvariantCulture, $"{{\"predicted\":{prediction.Sequence},\"symbol\":\"{prediction.Symbol}\",\"asOf\":\"{prediction.AsOf}\",\"model\":\"{prediction.Model.Version ?? prediction.Model.Name}\",\"state\":\"{prediction.State.ToString().ToLowerInvariant()}\",\"mid\":{prediction.Mid:R},\"features\":\"{prediction.FeatureHash}\",\"bps\":{{");
        for (var h = 0; h < prediction.Horizons.Count; h++)
        {
            var p = prediction.Horizons[h];
            text.Append(CultureInfo.InvariantCulture, $"{(h > 0 ? "," : "")}\"{p.HorizonSeconds}\":[{p.MeanBps:0.####},{p.QuantilesBps[0]:0.####},{p.QuantilesBps[^1]:0.####}]");
        }

        Put(text.Append("}}").ToString());
    }

    public void Matured(in ScoredPrediction o) => Put(string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"matured\":{o.Sequence},\"symbol\":\"{o.Symbol}\",\"asOf\":\"{o.AsOf}\",\"horizonSeconds\":{o.HorizonSeconds},\"model\":\"{o.Version ?? "random-walk"}\",\"served\":{(o.IsServed ? "true" : "false")},\"returnBps\":{o.ReturnBps:0.####},\"meanBps\":{o.MeanBps:0.####},\"crpsBps\":{o.CrpsBps:0.####},\"walkCrpsBps\":{o.ReferenceCrpsBps:0.####},\"inside90\":{(o.IsInside90 ? "true" : "false")}}}"));

    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
    }

    private void Put(string line)
    {
        if (!_lines.Writer.TryWrite(line)) Lost++;
    }

    private async Task Write()
    {
        StreamWriter? file = null;
        var day = "";
        var isTorn = false;
        await foreach (var line in _lines.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                var today = _time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                if (today != day)
                {
                    if (file is not null) await file.DisposeAsync().ConfigureAwait(false);
                    file = null;
                    file = Open(day = today);
                }

                if (isTorn)
                {
                    // What the disk took of the last line ends here, and spoils no other.
                    await file!.WriteLineAsync().ConfigureAwait(false);
                    isTorn = false;
                }

                await file!.WriteLineAsync(line).ConfigureAwait(false);
                if (_lines.Reader.Count == 0) await file.FlushAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Tried again with the next line; what is missing is counted.
                Lost++;
                day = "";
                isTorn = true;
            }
        }

        try
        {
            if (file is not null) await file.DisposeAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The disk is full: the last lines are missing, and the end must not fail for it.
            Lost++;
        }
    }

    private StreamWriter Open(string day)
    {
        Directory.CreateDirectory(_folder);
        foreach (var old in Directory.GetFiles(_folder, "*.jsonl").Order(StringComparer.Ordinal).SkipLast(DaysKept)) File.Delete(old);
        return new StreamWriter(new FileStream(Path.Combine(_folder, day + ".jsonl"), FileMode.Append, FileAccess.Write, FileShare.Read));
    }
}
