using System.IO.Compression;
using Ats.Bybit.Wire;
using Ats.Domain;
using Ats.MarketData;

namespace Ats.Edge.Tests.Bybit;

/// <summary>A frame means the same live and from Bybit's own history files.</summary>
public sealed class ImportedMeaningTests
{
    [Fact]
    public void Frames_of_the_book_history_decode_to_the_events_the_importer_makes_of_them()
    {
        var path = Directory.Exists(Fixtures.SharedData) ? Directory.EnumerateFiles(Fixtures.SharedData, "bybit-linear_XRPUSDT_ob500*", SearchOption.AllDirectories).FirstOrDefault() : null;
        if (path is null) Assert.Skip("../shared/data is not here");
        var symbols = new SymbolTable([new("XRPUSDT", 0)]);
        var buffer = new MarketEvent[4096];
        var live = new List<MarketEvent>();
        var fast = 0;
        using var zip = ZipFile.OpenRead(path);
        using var lines = new StreamReader(zip.Entries[0].Open());
        while (lines.ReadLine() is { } line)
        {
            var frame = System.Text.Encoding.UTF8.GetBytes(line);
            if (FastBook.TryDecode(frame, symbols, default, buffer, out _, out _)) fast++;
            var result = PublicFrames.DecodeBook(frame, symbols, default, buffer, out var book);
            Assert.True(result.IsOk, $"{result}");
            // The history has no receive time of ours: the importer takes the publication's.
            foreach (ref var e in buffer.AsSpan(0, result.Count)) e.ReceiveTime = book.Published;
            live.AddRange(buffer.AsSpan(0, result.Count));
        }

        using var data = MarketDataSet.Open(path);
        var source = data.CreateSource();
        var imported = new List<MarketEvent>();
        for (int read; (read = source.Read(buffer)) > 0;) imported.AddRange(buffer.AsSpan(0, read));

        Assert.Equal(imported.Count, live.Count);
        Assert.True(imported.SequenceEqual(live, EventComparer.Instance));
        if (FastNumber.IsSupported) Assert.Equal(50, fast);
    }
}
