using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Ats.Mlops.Service.Rest;

/// <summary>
/// For a forecaster on a port of its own: refuses requests that a foreign page or name made. The Host must be a loopback name, and the Origin, where
/// there is one, the service itself. (Inside the site's server, that server's guard does it.)
/// </summary>
public static class ForeignRequests
{
    private static readonly string[] Hosts = ["localhost", "127.0.0.1", "[::1]"];

    public static IApplicationBuilder RefuseForeignRequests(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var request = context.Request;
        if (!Hosts.Contains(request.Host.Host, StringComparer.OrdinalIgnoreCase))
            return TypedResults.Problem($"Host '{request.Host}' is not served: this service answers on loopback names only.", statusCode: StatusCodes.Status421MisdirectedRequest).ExecuteAsync(context);
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 && !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
            ? TypedResults.Problem($"Origin '{origin}' may not use this service.", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context)
            : next(context);
    });
}
