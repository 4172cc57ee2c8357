using System.Globalization;
using Ats.Bybit;
using Ats.Bybit.Rest;
using Ats.Bybit.Wire;
using Ats.Domain;
using Ats.MarketData.Import;

namespace Ats.MarketData.Download;

/// <summary>
/// Bybit's one-minute klines of whole UTC days, a commit a day, joined by the month. Days that are there are not asked for again.
/// </summary>
public sealed class KlineDownload(BybitRest rest, string directory, Action<string> say)
{
    private const string Part = "bybit-klines-part";
    private const string Whole = "bybit-klines";
    private const string Prefix = "klines ";
    private const string DayFormat = "yyyy-MM-dd";
    private readonly TapeDirectory _tapes = new(directory);

    /// <exception cref="IOException">The exchange cannot be reached, or the disk fails; finished days stay.</exception>
    /// <exception cref="MarketDataException">The exchange does not know the instrument.</exception>
    public async Task<DownloadResult> RunAsync(InstrumentId instrument, DayRange range, CancellationToken cancel)
    {
        Join(instrument);
        var held = Days(_tapes.ReadManifestOrNone(), instrument);
        var (fetched, there, missing) = (new List<DateOnly>(), new List<DateOnly>(), new List<DateOnly>());
        try
        {
            foreach (var day in range.Days())
            {
                if (held.Contains(day))
                {
                    there.Add(day);
                    continue;
                }

                var rows = await AskAsync(instrument, day, cancel).ConfigureAwait(false);
                (rows.Count == 0 ? missing : fetched).Add(day);
                if (rows.Count > 0) _tapes.Add([Segment(instrument, day, rows)]);
                if (day.Day == DateTime.DaysInMonth(day.Year, day.Month)) Join(instrument);
            }
        }
        finally
        {
            Join(instrument);
        }

        _tapes.Update(static manifest => manifest);
        return new DownloadResult(fetched, there, missing);
    }

    private async Task<IReadOnlyList<KlineRow>> AskAsync(InstrumentId instrument, DateOnly day, CancellationToken cancel)
    {
        var start = new Timestamp(DayRange.StartNs(day));
        var last = start + (Timestamp.NanosecondsPerDay - Timestamp.NanosecondsPerMillisecond);
        var outcome = await rest.Market.KlinesAsync(instrument.Kind.ToCategory(), instrument.Symbol, BarInterval.OneMinute, start, last, cancel).ConfigureAwait(false);
        return outcome switch
        {
            Outcome<IReadOnlyList<KlineRow>>.Ok ok => [.. ok.Value.Where(r => r.Confirmed)],
            Outcome<IReadOnlyList<KlineRow>>.Refused refused => throw new MarketDataException(instrument.ToString(), $"the exchange gives no klines: {refused.Message} (code {refused.Info.Code})"),
            Outcome<IReadOnlyList<KlineRow>>.NotSent notSent => throw Unreachable(day, notSent.Why),
            Outcome<IReadOnlyList<KlineRow>>.Unknown unknown => throw Unreachable(day, unknown.Why),
            _ => throw Unreachable(day, outcome.ToString()),
        };
    }

    private static IOException Unreachable(DateOnly day, string why) =>
        new($"the exchange did not answer about the klines of {day.ToString(DayFormat, CultureInfo.InvariantCulture)} ({why.TrimEnd('.')}): the same command goes on where it stopped");

    private SegmentData Segment(InstrumentId instrument, DateOnly day, IReadOnlyList<KlineRow> rows)
    {
        var session = new ImportSession(Prefix + Text(day), ImportOptions.Default) { Format = Part };
        var builder = new SegmentBuilder(instrument, MarketEventKind.Bar, BarInterval.OneMinute.Milliseconds, CancellationToken.None);
        foreach (var row in rows) builder.Add(row.ToEvent(0, row.Start + row.Interval.Nanoseconds));
        say($"{Prefix}{Text(day)}: {rows.Count:N0} bars");
        return SegmentFinisher.Finish(builder, session, Prefix + Text(day), null);
    }

    /// <summary>Makes one segment of days that follow each other in one month.</summary>
    private void Join(InstrumentId instrument)
    {
        var parts = _tapes.ReadManifestOrNone().Segments.Where(s => s.Format == Part && s.Instrument == instrument.ToString()).OrderBy(s => s.FirstReceiveTimeNs).ToList();
        for (var i = 0; i < parts.Count;)
        {
            var run = 1;
            while (i + run < parts.Count && First(parts[i + run]) == First(parts[i]).AddDays(run) && First(parts[i + run]).Month == First(parts[i]).Month) run++;
            var days = run == 1 ? parts[i].Source : $"{parts[i].Source} to {Text(First(parts[i + run - 1]))}";
            _tapes.Join(parts[i..(i + run)], Whole, days);
            i += run;
        }
    }

    /// <summary>Every day that segments say they hold.</summary>
    private static HashSet<DateOnly> Days(TapeManifest manifest, InstrumentId instrument)
    {
        var days = new HashSet<DateOnly>();
        foreach (var segment in manifest.Segments.Where(s => s.Format is Part or Whole && s.Instrument == instrument.ToString()))
        {
            var last = Parse(segment.Source[^DayFormat.Length..]);
            for (var day = First(segment); day <= last; day = day.AddDays(1)) days.Add(day);
        }

        return days;
    }

    private static DateOnly First(SegmentInfo segment) => Parse(segment.Source.Substring(Prefix.Length, DayFormat.Length));

    private static DateOnly Parse(string text) => DateOnly.ParseExact(text, DayFormat, CultureInfo.InvariantCulture);

    private static string Text(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);
}
