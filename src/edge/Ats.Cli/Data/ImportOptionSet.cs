using System.CommandLine;
using Ats.Domain;
using Ats.MarketData;

namespace Ats.Cli.Data;

/// <summary>The options that say how a raw file reads, shared by every command that opens one.</summary>
internal sealed class ImportOptionSet
{
    private readonly Option<string?> _format = new("--format") { Description = "Format of the file (ats data formats lists them), or a mapping of any CSV's columns by number from 0 or by header name, for example csv:time=0,price=2,quantity=1,side=3,unit=ms for trades or csv:time=Date,open=O,high=H,low=L,close=C,volume=V,separator=semicolon for bars; ats data formats names every key. Default: recognised from the content." };
    private readonly Option<string?> _instrument = new("--instrument") { Description = "Instrument, for example bybit:linear:BTCUSDT. Default: from the data or the file name." };
    private readonly Option<string?> _interval = new("--bar-interval") { Description = "Interval of the file's bars, for example 1m. Default: the smallest step between rows." };
    private readonly Option<bool> _skipBadRows = new("--skip-bad-rows") { Description = "Leave out bad rows and count them instead of refusing the file." };

    public void AddTo(Command command)
    {
        command.Options.Add(_format);
        command.Options.Add(_instrument);
        command.Options.Add(_interval);
        command.Options.Add(_skipBadRows);
    }

    /// <exception cref="FormatException">An instrument or interval that is none.</exception>
    public ImportOptions Read(ParseResult parsed) => new()
    {
        Format = parsed.GetValue(_format),
        Instrument = parsed.GetValue(_instrument) is { } instrument ? InstrumentId.Parse(instrument) : null,
        Interval = parsed.GetValue(_interval) is { } interval ? BarInterval.Parse(interval) : null,
        SkipBadRows = parsed.GetValue(_skipBadRows),
    };
}
