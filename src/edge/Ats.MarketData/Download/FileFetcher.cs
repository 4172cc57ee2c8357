using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Ats.MarketData.Download;

/// <summary>
/// Fetches files over HTTP into a folder. A fetch that was cut off goes on where it stopped, as long as the server still has the same file
/// (told by its ETag).
/// </summary>
internal sealed class FileFetcher(HttpClient http, string folder, TimeProvider time)
{
    private const int Attempts = 4;

    /// <returns>The file's path; null when the server has no such file.</returns>
    /// <exception cref="IOException">The server does not answer, refuses, or breaks off again and again; what has come stays for the next time.</exception>
    public async Task<string?> FetchAsync(Uri address, string name, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(address, name, cancel).ConfigureAwait(false);
            }
            catch (HttpRequestException e) when (e.StatusCode is { } status && (int)status < 500)
            {
                throw new IOException($"{address.Host} refuses {address.AbsolutePath} ({(int)status})", e);
            }
            catch (Exception e) when (e is HttpRequestException or HttpIOException or IOException { InnerException: SocketException } || (e is TaskCanceledException && !cancel.IsCancellationRequested))
            {
                var isUnreachable = e is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError };
                if (isUnreachable || attempt == Attempts) throw new IOException($"{address.Host} cannot be reached or breaks off ({e.Message.TrimEnd('.')}): the same command goes on where it stopped", e);
                await Task.Delay(TimeSpan.FromMilliseconds(100 << attempt), time, cancel).ConfigureAwait(false);
            }
        }
    }

    private async Task<string?> TryAsync(Uri address, string name, CancellationToken cancel)
    {
        var final = Path.Combine(folder, name);
        var part = final + ".part";
        var tag = final + ".etag";
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var have = File.Exists(part) ? new FileInfo(part).Length : 0;
        if (have > 0 && File.Exists(tag) && EntityTagHeaderValue.TryParse(await File.ReadAllTextAsync(tag, cancel).ConfigureAwait(false), out var known))
        {
            request.Headers.Range = new RangeHeaderValue(have, null);
            request.Headers.IfRange = new RangeConditionHeaderValue(known);
        }

        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        // The part may be the whole file already: then there is nothing after it to ask for.
        if (answer.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            if (answer.Content.Headers.ContentRange?.Length != have)
            {
                File.Delete(part);
                throw new HttpIOException(HttpRequestError.ResponseEnded, "the file has changed meanwhile");
            }
        }
        else
        {
            answer.EnsureSuccessStatusCode();
            var goesOn = answer.StatusCode == HttpStatusCode.PartialContent;
            if (answer.Headers.ETag is { IsWeak: false } etag) await File.WriteAllTextAsync(tag, etag.ToString(), cancel).ConfigureAwait(false);
            else File.Delete(tag);
            await using var file = new FileStream(part, goesOn ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.None);
            await using var body = await answer.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
            await body.CopyToAsync(file, cancel).ConfigureAwait(false);
        }

        File.Move(part, final, overwrite: true);
        File.Delete(tag);
        return final;
    }
}
