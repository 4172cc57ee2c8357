using System.Buffers;
using System.Text.Json;
using Ats.Bybit.Exchange.Core;
using Ats.Bybit.Exchange.Wire;

namespace Ats.Bybit.Exchange.Rest;

/// <summary>Answers REST calls inside the exchange loop: route, authentication, rate budget, endpoint, envelope.</summary>
internal sealed class RestRouter
{
    private readonly Dictionary<string, Endpoint> _endpoints = new(StringComparer.Ordinal);
    private readonly ExchangeCore _core;
    private readonly RestContext _context;
    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);
    private Utf8JsonWriter Writer { get; }

    public RestRouter(ExchangeCore core, RateBook rates, OrderRequestReader reader)
    {
        _core = core;
        Rates = rates;
        _context = new RestContext(core, reader);
        Writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });
        _context.Json = Writer;
        MarketEndpoints.Map(this);
        HistoryEndpoints.Map(this);
        OrderEndpoints.Map(this);
        PositionEndpoints.Map(this);
        AccountEndpoints.Map(this);
    }

    public RateBook Rates { get; }

    /// <summary>Forces an answer (a fault on demand): a code for this call, or zero.</summary>
    public Func<RestCall, int> Fault { get; set; } = _ => 0;

    public void Get(string path, Func<RestContext, Outcome> handle) => _endpoints["/v5/" + path] = new Endpoint("GET", Signed: true, ReadsBody: false, OwnRate: false, handle);

    public void GetPublic(string path, Func<RestContext, Outcome> handle) => _endpoints["/v5/" + path] = new Endpoint("GET", Signed: false, ReadsBody: false, OwnRate: false, handle);

    public void Post(string path, Func<RestContext, Outcome> handle, bool ownRate = false) => _endpoints["/v5/" + path] = new Endpoint("POST", Signed: true, ReadsBody: true, ownRate, handle);

    /// <summary>A POST whose handler reads the body by itself.</summary>
    public void PostRaw(string path, Func<RestContext, Outcome> handle, bool ownRate = false) => _endpoints["/v5/" + path] = new Endpoint("POST", Signed: true, ReadsBody: false, ownRate, handle);

    public RestReply Handle(RestCall call)
    {
        if (!_endpoints.TryGetValue(call.Path, out var endpoint) || endpoint.Method != call.Method)
            return Fail(404, Outcome.Fail(ReturnCode.NoRoute, "Route not found"), null);
        Account? account = null;
        RateState? rate = null;
        if (endpoint.Signed)
        {
            var (status, no) = Signing.Check(call, _core, out account);
            if (!no.Ok) return Fail(status, no, null);
        }

        _context.Start(call, account);
        try
        {
            if (endpoint.ReadsBody) _context.ReadBody();
            if (endpoint.Signed && !endpoint.OwnRate)
            {
                var fits = Rates.TryTake(account!, call.Path["/v5/".Length..], IsSpot(call), _core.NowMs, 1, out var state);
                rate = state;
                if (!fits) return Fail(200, Outcome.Fail(ReturnCode.RateLimit, "Too many visits!"), rate);
            }

            var fault = Fault(call);
            if (fault != 0) return Fail(200, Outcome.Fail(fault, "fault on demand"), rate);
            return Run(endpoint, rate);
        }
        catch (Exception e) when (BadJson.Is(e))
        {
            return Fail(200, RestContext.Bad("the body is not a JSON object"), rate);
        }
    }

    /// <summary>The answer when the exchange itself failed: the outcome is unknown to the client.</summary>
    public RestReply Broken() => Fail(200, Outcome.Fail(ReturnCode.Internal, "Server error."), null);

    private RestReply Run(Endpoint endpoint, RateState? rate)
    {
        Open(Outcome.Success);
        var outcome = endpoint.Handle(_context);
        if (!outcome.Ok) return Fail(200, outcome, rate);
        if (Writer.BytesCommitted + Writer.BytesPending == _opened) EmptyObject();
        Writer.WriteStartObject("retExtInfo"u8);
        if (_context.Batch is { } batch) WriteBatch(batch);
        Writer.WriteEndObject();
        return Close(200, rate ?? _context.Rate);
    }

    private long _opened;

    private void Open(Outcome outcome)
    {
        _buffer.ResetWrittenCount();
        Writer.Reset(_buffer);
        Writer.WriteStartObject();
        Writer.WriteNumber("retCode"u8, outcome.Code);
        Writer.WriteString("retMsg"u8, outcome.Message);
        Writer.WritePropertyName("result"u8);
        _opened = Writer.BytesCommitted + Writer.BytesPending;
    }

    private void EmptyObject()
    {
        Writer.WriteStartObject();
        Writer.WriteEndObject();
    }

    private RestReply Close(int status, RateState? rate)
    {
        Writer.WriteNumber("time"u8, _core.NowMs);
        Writer.WriteEndObject();
        Writer.Flush();
        return new RestReply(status, _buffer.WrittenSpan.ToArray(), rate);
    }

    private RestReply Fail(int status, Outcome outcome, RateState? rate)
    {
        Open(outcome);
        EmptyObject();
        Writer.WriteStartObject("retExtInfo"u8);
        Writer.WriteEndObject();
        return Close(status, rate);
    }

    private void WriteBatch(List<Outcome> batch)
    {
        Writer.WriteStartArray("list"u8);
        foreach (var outcome in batch)
        {
            Writer.WriteStartObject();
            Writer.WriteNumber("code"u8, outcome.Code);
            Writer.WriteString("msg"u8, outcome.Message);
            Writer.WriteEndObject();
        }

        Writer.WriteEndArray();
    }

    /// <summary>A cheap look for the category, for the budget only.</summary>
    private static bool IsSpot(RestCall call) => call.IsPost
        ? call.Body.Span.IndexOf("\"spot\""u8) >= 0
        : call.RawQuery.Contains("category=spot", StringComparison.Ordinal);
}
