using System.Net;
using Ats.Bybit.Limits;
using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Bybit.Rest;

/// <summary>Sends requests: budget, signature, verdict. Reads may be sent again, writes never are.</summary>
internal sealed class RestTransport : IDisposable
{
    private static readonly TimeSpan AddressBan = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan LongestReadWait = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http;
    private readonly Uri _base;
    private readonly ApiCredentials? _credentials;
    private readonly RestSettings _settings;
    private readonly TimeProvider _time;
    private readonly RateBudget _budget;
    private readonly ServerClock _clock;

    public RestTransport(BybitEnvironment environment, ApiCredentials? credentials, RestSettings settings, TimeProvider time, RateBudget budget, ServerClock clock)
    {
        (_base, _credentials, _settings, _time, _budget, _clock) = (environment.Rest, credentials, settings, time, budget, clock);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = environment.Kind != EnvironmentKind.Simulated,
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
            AutomaticDecompression = DecompressionMethods.All,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = settings.MaxReplyBytes,
        };
    }

    /// <summary>Measures the exchange's clock; called again when a stamp was refused.</summary>
    public async Task<Outcome<ServerClock>> MeasureClockAsync(CancellationToken cancel)
    {
        var samples = new List<(Timestamp, Timestamp, Timestamp)>();
        Outcome<Timestamp>? last = null;
        for (var i = 0; i < _settings.ClockSamples; i++)
        {
            var sent = _clock.LocalNow;
            last = await SendAsync(RestCall.Public(WirePaths.Time, new Query()), static reply => ServerTime(reply.Result), cancel);
            if (last is Outcome<Timestamp>.Ok server) samples.Add((sent, server.Value, _clock.LocalNow));
        }

        if (samples.Count == 0) return last!.Select(_ => _clock);
        _clock.Set(samples);
        return new Outcome<ServerClock>.Ok(_clock);
    }

    public async Task<Outcome<T>> SendAsync<T>(RestCall call, Func<RestReply, T> read, CancellationToken cancel)
    {
        var backOff = _settings.ReadBackOff;
        for (var attempt = 1; ; attempt++)
        {
            if (await RateTurn.WaitAsync<T>(_budget, call.Rate, _clock, call.IsWrite, cancel) is { } refused) return refused;
            var outcome = await SendOnceAsync(call, read, cancel);
            // The clock is measured again for a write too, but only a read goes out a second time by itself.
            if (outcome is Outcome<T>.Refused { Info.Action: CodeAction.ResyncClock }) await MeasureClockAsync(cancel);
            if (call.IsWrite || attempt >= _settings.ReadAttempts) return outcome;
            switch (outcome)
            {
                case Outcome<T>.Refused { Info.Action: CodeAction.ResyncClock } when attempt == 1:
                case Outcome<T>.RateLimited when _budget.Delay(call.Rate) <= LongestReadWait:
                    break;
                case Outcome<T>.Unknown or Outcome<T>.NotSent:
                    await Task.Delay(backOff, _time, cancel);
                    backOff *= 2;
                    break;
                default:
                    return outcome;
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private static Timestamp ServerTime(JsonRow result) => result.Whole("timeNano") is > 0 and var nanoseconds
        ? new Timestamp(nanoseconds)
        : new Timestamp(result.Whole("timeSecond") * Timestamp.NanosecondsPerSecond);

    private async Task<Outcome<T>> SendOnceAsync<T>(RestCall call, Func<RestReply, T> read, CancellationToken cancel)
    {
        if (call.Signed && _credentials is null) return new Outcome<T>.NotSent("this request needs a key, and there is none");
        using var timeout = new CancellationTokenSource(_settings.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            using var request = Make(call);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
            ReadLimits(call.Rate, response);
            return await JudgeAsync(call, response, read, cancel);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            return new Outcome<T>.NotSent($"no connection to {_base.Host} ({e.HttpRequestError})");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new Outcome<T>.Unknown($"the connection broke after the request was sent ({(e as HttpRequestException)?.HttpRequestError.ToString() ?? e.GetType().Name})");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new Outcome<T>.Unknown($"no answer within {_settings.Timeout.TotalSeconds:0.###} s");
        }
        catch (OperationCanceledException) when (call.IsWrite)
        {
            // The caller gave up on a write that may have left: that is not a plain cancellation.
            return new Outcome<T>.Unknown("given up by the caller while under way");
        }
    }

    private HttpRequestMessage Make(RestCall call)
    {
        var uri = new Uri(_base, call.Query.Length > 0 ? $"{call.Path}?{call.Query}" : call.Path);
        var request = new HttpRequestMessage(call.IsWrite ? HttpMethod.Post : HttpMethod.Get, uri);
        // What is signed is what goes out: the body's bytes, or the query as the address holds it.
        var payload = call.Body ?? System.Text.Encoding.ASCII.GetBytes(uri.Query.TrimStart('?'));
        if (call.Body is { } body)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        }

        if (!call.Signed) return request;
        Span<char> signature = stackalloc char[_credentials!.Secret.Length];
        var stamp = _clock.StampMilliseconds;
        RequestSigner.Sign(_credentials, stamp, _settings.ReceiveWindowMilliseconds, payload, signature);
        request.Headers.TryAddWithoutValidation(WireHeaders.ApiKey, _credentials.Key);
        request.Headers.TryAddWithoutValidation(WireHeaders.Timestamp, stamp.ToString());
        request.Headers.TryAddWithoutValidation(WireHeaders.ReceiveWindow, _settings.ReceiveWindowMilliseconds.ToString());
        request.Headers.TryAddWithoutValidation(WireHeaders.Sign, new string(signature));
        return request;
    }

    private async Task<Outcome<T>> JudgeAsync<T>(RestCall call, HttpResponseMessage response, Func<RestReply, T> read, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        switch (status)
        {
            case 403:
                _budget.BlockAddress(AddressBan);
                return new Outcome<T>.RateLimited(_clock.LocalNow + (long)AddressBan.TotalNanoseconds);
            case 429:
                _budget.Block(call.Rate.Group, call.Rate.Category, TimeSpan.FromSeconds(1));
                return new Outcome<T>.RateLimited(_clock.LocalNow + Timestamp.NanosecondsPerSecond);
            case >= 500:
                return new Outcome<T>.Unknown($"HTTP {status}");
        }

        using var reply = RestReply.TryParse(await response.Content.ReadAsByteArrayAsync(cancel));
        if (reply is null)
        {
            return status is 400 or 401 or 404
                ? new Outcome<T>.Refused(HttpRefusal(status), response.ReasonPhrase ?? "")
                : new Outcome<T>.Unknown($"HTTP {status} with a body that is not an answer");
        }

        return Judge(call, reply, read, response);
    }

    private Outcome<T> Judge<T>(RestCall call, RestReply reply, Func<RestReply, T> read, HttpResponseMessage response)
    {
        var info = RetCodeCatalog.Find(reply.Code);
        if (info.OutcomeUnknown) return new Outcome<T>.Unknown($"{info.Code} {info.Meaning}");
        if (info.Code == RetCodes.RateLimited)
        {
            var wait = UntilReset(response) is { Ticks: > 0 } told ? told : TimeSpan.FromSeconds(1);
            _budget.Block(call.Rate.Group, call.Rate.Category, wait);
            return new Outcome<T>.RateLimited(_clock.LocalNow + (long)wait.TotalNanoseconds);
        }

        if (info.Code != RetCodes.Ok && info.Action != CodeAction.TreatAsSuccess) return new Outcome<T>.Refused(info, reply.Message);
        try
        {
            return new Outcome<T>.Ok(read(reply));
        }
        catch (Exception e) when (JsonFrame.IsUnsound(e))
        {
            return new Outcome<T>.Unknown($"{call.Path}: the answer cannot be read ({e.Message})");
        }
    }

    private void ReadLimits(in RateRequest rate, HttpResponseMessage response)
    {
        if (Header(response, WireHeaders.LimitStatus) is { } left)
            _budget.Observe(rate.Group, rate.Category, (int)Math.Min(Header(response, WireHeaders.Limit) ?? 0, 100_000), (int)Math.Clamp(left, 0, 100_000), UntilReset(response));
    }

    private TimeSpan UntilReset(HttpResponseMessage response) =>
        Header(response, WireHeaders.LimitReset) is { } reset && WireNumber.TryMilliseconds(reset, out var time) ? _clock.Until(time) : TimeSpan.Zero;

    private static long? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) && long.TryParse(values.First(), out var value) ? value : null;

    private static RetCodeInfo HttpRefusal(int status) => status switch
    {
        401 => new RetCodeInfo(status, "HTTP 401: key or signature missing or wrong", OrderRejectReason.Other, CodeAction.Stop),
        404 => new RetCodeInfo(status, "HTTP 404: wrong path, or category and account do not fit", OrderRejectReason.Other, CodeAction.FixRequest),
        _ => new RetCodeInfo(status, "HTTP 400: bad request", OrderRejectReason.Other, CodeAction.FixRequest),
    };
}
