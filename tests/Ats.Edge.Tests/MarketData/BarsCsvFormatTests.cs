using Ats.Domain;
using Ats.MarketData;
using Xunit;

namespace Ats.Edge.Tests.MarketData;

public sealed class BarsCsvFormatTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Open_times_in_milliseconds_become_bars_stamped_at_their_close()
    {
        var file = _scratch.Write("bars.csv", "timestamp,open,high,low,close,volume\n1704067200000,999.97,1000.18,999.83,999.92,2.647\n1704067201000,999.90,1000.52,999.66,1000.07,0.528\n");
        var events = _scratch.Events(file);
        Assert.Equal(2, events.Count);
        var bar = events[0].AsBar();
        Assert.Equal(new Timestamp(1_704_067_201_000_000_000), bar.CloseTime);
        Assert.Equal(bar.CloseTime, bar.ReceiveTime);
        Assert.Equal(BarInterval.OneSecond, bar.Interval);
        Assert.Equal("999.97 1000.18 999.83 999.92 2.647", $"{bar.Open} {bar.High} {bar.Low} {bar.Close} {bar.Volume}");
    }

    [Fact]
    public void Iso_times_windows_line_ends_and_blank_lines_are_read()
    {
        var file = _scratch.Write("bybit-linear_ADAUSDT_1m.csv", "timestamp,open,high,low,close,volume\r\n2025-05-30 16:40:00+00:00,0.6901,0.6912,0.6894,0.6898,216241.0\r\n\r\n2025-05-30 16:41:00+00:00,0.6898,0.6916,0.6886,0.6913,254670.0\r\n\r\n");
        using var set = MarketDataSet.Open(file);
        Assert.Equal("bybit:linear:ADAUSDT", Assert.Single(set.Instruments).Id.ToString());
        Assert.Equal("ADA/USDT", $"{set.Instruments[0].Base}/{set.Instruments[0].Quote}");
        Assert.Equal(RulesSource.Assumed, set.Instruments[0].Rules);
        Assert.Equal("0.0001", set.Instruments[0].TickSize.ToString());
        var events = Scratch.ReadAll(set.CreateSource());
        Assert.Equal(2, events.Count);
        Assert.Equal("2025-05-30T16:42:00.000Z", events[1].ExchangeTime.ToString());
        Assert.Equal("254670", events[1].AsBar().Volume.ToString());
    }

    [Fact]
    public void An_imported_file_reads_as_the_raw_one_and_has_its_hash()
    {
        var text = "timestamp,open,high,low,close,volume\n" + string.Concat(Enumerable.Range(0, 40_000).Select(i => $"{1704067200000 + (i * 1000L)},{1000 + (i % 7)}.5,{1010 + (i % 7)},{990 + (i % 3)}.25,{1000 + (i % 5)},{i % 11}.125\n"));
        var file = _scratch.WriteGzip("bars.csv.gz", text);
        var result = new TapeDirectory(_scratch.Data).Import(file);
        Assert.Equal(40_000, Assert.Single(result.Added).Rows);
        using var raw = MarketDataSet.Open(file);
        using var tape = MarketDataSet.Open(_scratch.Data);
        Assert.Equal(raw.DataHash, tape.DataHash);
        Assert.Equal(Scratch.ReadAll(raw.CreateSource(), 977), Scratch.ReadAll(tape.CreateSource(), 4096));
        Assert.Equal(0.25m, tape.Instruments[0].TickSize.ToDecimal());
        Assert.Equal(0.125m, tape.Instruments[0].LotSize.ToDecimal());
    }

    [Fact]
    public void A_window_reads_from_its_start_up_to_but_not_including_its_end()
    {
        var text = "timestamp,open,high,low,close,volume\n" + string.Concat(Enumerable.Range(0, 40_000).Select(i => $"{1704067200000 + (i * 1000L)},1,1,1,1,1\n"));
        var file = _scratch.Write("bars.csv", text);
        using var set = MarketDataSet.Open(file);
        var from = Timestamp.FromMilliseconds(1704067200000 + 20_000_000);
        var to = Timestamp.FromMilliseconds(1704067200000 + 39_000_000);
        var events = Scratch.ReadAll(set.CreateSource(from, to));
        Assert.Equal(19_000, events.Count);
        Assert.Equal(from, events[0].ReceiveTime);
        Assert.Equal(to.Nanoseconds - 1_000_000_000, events[^1].ReceiveTime.Nanoseconds);
    }
}
