using Microsoft.AspNetCore.Http;

namespace Ats.Mlops.Service.Rest;

/// <summary>JSON that is written already.</summary>
internal sealed class JsonBytes(ReadOnlyMemory<byte> json) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = json.Length;
        response.Headers.CacheControl = "no-store";
        return response.Body.WriteAsync(json, httpContext.RequestAborted).AsTask();
    }
}
