using System.Text;
using Ats.Domain;
using Ats.MarketData.Import;
using Ats.MarketData.Sources;
using Ats.MarketData.Tapes;

namespace Ats.MarketData.Csv;

/// <summary>Reads a CSV of a known layout into a segment: block by block, then column by column, so that each inner loop does one thing.</summary>
internal sealed unsafe class CsvEventReader
{
    private readonly CsvLayout _layout;
    private readonly SegmentBuilder _segment;
    private readonly ImportSession _session;
    private readonly CsvTextFields _textFields = new();
    private readonly TickRule _tickRule = new();
    private readonly BookMessages _book = new();
    private readonly bool[] _bad = new bool[ChunkIndex.MaxRows];
    private int[] _trimmed = [];
    private int _badCount;
    private long _line;

    private CsvEventReader(CsvLayout layout, SegmentBuilder segment, ImportSession session)
    {
        _layout = layout;
        _segment = segment;
        _session = session;
    }

    public static void Read(SourceText source, CsvLayout layout, SegmentBuilder segment, ImportSession session)
    {
        segment.OpenTimes = layout.OpenTimes;
        new CsvEventReader(layout, segment, session).Run(source.Content);
    }

    private void Run(Stream content)
    {
        using var reader = new CsvBlockReader(content, _layout.Separator);
        var header = _layout.HeaderLines;
        while (reader.Next())
        {
            var ends = reader.Ends;
            var last = ends + reader.Count;
            var lines = reader.Lines;
            for (; header > 0 && ends < last; header--, lines--, _line++)
            {
                while (reader.Text[*ends] != '\n') ends++;
                ends++;
            }

            if (IsRegular(reader.Text, ends, last, lines)) ReadRun(reader.Text, ends, lines);
            else ReadIrregular(reader.Text, ends, last);
        }
    }

    /// <summary>Whether every line has exactly the layout's number of fields.</summary>
    private bool IsRegular(byte* text, int* ends, int* last, int lines)
    {
        var columns = _layout.Columns;
        if (last - ends != (long)lines * columns) return false;
        for (var end = ends + columns - 1; end < last; end += columns)
        {
            if (text[*end] != '\n') return false;
        }

        return true;
    }

    /// <summary>Line by line: empty lines are passed over, lines with another number of fields are bad rows.</summary>
    private void ReadIrregular(byte* text, int* ends, int* last)
    {
        var columns = _layout.Columns;
        var run = ends;
        var rows = 0;
        for (var line = ends; line < last;)
        {
            var end = line;
            while (text[*end] != '\n') end++;
            var fields = (int)(end - line) + 1;
            if (fields == columns)
            {
                rows++;
            }
            else
            {
                ReadRun(text, run, rows);
                _line++;
                var length = *end - line[-1] - 1;
                if (length > 1 || (length == 1 && text[*end - 1] != '\r'))
                    _session.BadRow(_line, $"{fields} column{(fields == 1 ? "" : "s")} where {columns} are expected");
                run = end + 1;
                rows = 0;
            }

            line = end + 1;
        }

        ReadRun(text, run, rows);
    }

    private void ReadRun(byte* text, int* ends, int rows)
    {
        while (rows > 0)
        {
            var chunk = _segment.Current();
            var take = Math.Min(rows, chunk.Free);
            ReadRows(text, ends, take, chunk);
            _line += take;
            ends += take * _layout.Columns;
            rows -= take;
        }
    }

    private void ReadRows(byte* text, int* ends, int rows, MemoryChunk chunk)
    {
        var first = chunk.Rows;
        foreach (var field in _layout.Fields)
        {
            var at = ends + field.Source;
            var stride = _layout.Columns;
            if (field.Source == _layout.Columns - 1 && *at > 0 && text[*at - 1] == '\r')
            {
                fixed (int* trimmed = TrimReturns(text, at, rows)) ReadField(field, text, trimmed + 1, 2, rows, chunk, first);
            }
            else
            {
                ReadField(field, text, at, stride, rows, chunk, first);
            }
        }

        Complete(chunk, first, rows);
        if (_layout.SkipEmptyTrades) SkipEmptyTrades(chunk, first, rows);
        RowRules.Check(_segment.Kind, chunk, first, rows, MarkBad);
        chunk.Rows = first + (_badCount == 0 ? rows : Compact(chunk, first, rows));
        if (_layout.InferSide) _tickRule.Apply(chunk, first);
        if (_segment.Kind != MarketEventKind.BookLevel || _layout.FlagsTold) return;
        _book.Continue(chunk, first);
        _book.Apply(_segment, chunk, first);
    }

    private void ReadField(CsvField field, byte* text, int* ends, int stride, int rows, MemoryChunk chunk, int first)
    {
        for (var done = 0; done < rows; done++)
        {
            var at = ends + ((long)done * stride);
            var left = rows - done;
            done += field.Type switch
            {
                CsvFieldType.Number => FixedPointParser.ParseColumn(text, at, stride, left, FixedPointScale.For(field.Decimals), chunk.Column(field.Target).AsSpan(first + done, left), ref _segment.RoundedValues),
                CsvFieldType.IsoTime => CsvTextFields.ReadIsoTimes(text, at, stride, left, chunk.Column(field.Target).AsSpan(first + done, left)),
                CsvFieldType.Id => CsvTextFields.ReadIds(text, at, stride, left, chunk.Column(field.Target).AsSpan(first + done, left)),
                CsvFieldType.Symbol => _textFields.CheckSymbols(text, at, stride, left),
                CsvFieldType.FlagBit => CsvTextFields.ReadFlagBits(text, at, stride, left, field.Decimals, chunk.FlagColumn().AsSpan(first + done, left)),
                _ => CsvTextFields.ReadSides(field.Type, text, at, stride, left, chunk.FlagColumn().AsSpan(first + done, left)),
            };
            if (done >= rows) return;
            at = ends + ((long)done * stride);
            var value = Encoding.UTF8.GetString(new ReadOnlySpan<byte>(text + at[-1] + 1, Math.Min(60, Math.Max(0, *at - at[-1] - 1))));
            if (field.Target is >= 0 and < EventColumns.LongCount) chunk.Column(field.Target)[first + done] = 0;
            MarkBad(done, $"column {field.Source + 1} is '{value}', {CsvTextFields.Expected(field.Type)}");
        }
    }

    /// <summary>What no field tells: constant flags, the offset of the times, the taker's side from the quantity's sign.</summary>
    private void Complete(MemoryChunk chunk, int first, int rows)
    {
        if (_layout.TimeOffset != 0)
        {
            foreach (ref var time in chunk.Column(EventColumns.Exchange).AsSpan(first, rows)) time += _layout.TimeOffset;
        }

        if (_layout.SignedQuantity)
        {
            var quantity = chunk.Column(EventColumns.B).AsSpan(first, rows);
            var flags = chunk.FlagColumn().AsSpan(first, rows);
            for (var i = 0; i < rows; i++)
            {
                flags[i] = quantity[i] < 0 ? (byte)MarketEventFlags.Sell : (byte)0;
                quantity[i] = Math.Abs(quantity[i]);
            }
        }

        if (_layout.Flags != MarketEventFlags.None)
        {
            foreach (ref var flags in chunk.FlagColumn().AsSpan(first, rows)) flags |= (byte)_layout.Flags;
        }
    }

    private void SkipEmptyTrades(MemoryChunk chunk, int first, int rows)
    {
        var prices = chunk.Column(EventColumns.A).AsSpan(first, rows);
        var quantities = chunk.Column(EventColumns.B).AsSpan(first, rows);
        for (var i = 0; i < rows; i++)
        {
            if (prices[i] != 0 || quantities[i] != 0 || _bad[i]) continue;
            _segment.EmptyTrades++;
            _bad[i] = true;
            _badCount++;
        }
    }

    private void MarkBad(int row, string reason)
    {
        if (_bad[row]) return;
        _session.BadRow(_line + row + 1, reason);
        _bad[row] = true;
        _badCount++;
    }

    private int Compact(MemoryChunk chunk, int first, int rows)
    {
        var kept = chunk.KeepOnly(first, rows, _bad);
        Array.Clear(_bad, 0, rows);
        _badCount = 0;
        return kept;
    }

    /// <summary>Pairs of (end of the field before, end without the carriage return).</summary>
    private int[] TrimReturns(byte* text, int* at, int rows)
    {
        if (_trimmed.Length < 2 * rows) _trimmed = new int[2 * rows];
        for (var row = 0; row < rows; row++, at += _layout.Columns)
        {
            _trimmed[2 * row] = at[-1];
            _trimmed[(2 * row) + 1] = *at > 0 && text[*at - 1] == '\r' ? *at - 1 : *at;
        }

        return _trimmed;
    }
}
