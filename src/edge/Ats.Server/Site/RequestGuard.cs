using Microsoft.AspNetCore.Http;

namespace Ats.Server.Site;

/// <summary>
/// Refuses requests that a foreign page or name made: the Host must be a loopback name, and the Origin, where there is one, must be the
/// site itself. Operator routes need the token besides.
/// </summary>
internal sealed class RequestGuard(RequestDelegate next, OperatorToken token)
{
    private static readonly string[] Hosts = ["localhost", "127.0.0.1", "[::1]"];

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!Hosts.Contains(request.Host.Host, StringComparer.OrdinalIgnoreCase))
        {
            await Refuse(context, StatusCodes.Status421MisdirectedRequest, $"Host '{request.Host}' is not served: this server answers on loopback names only.");
            return;
        }

        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase))
        {
            await Refuse(context, StatusCodes.Status403Forbidden, $"Origin '{origin}' may not use this server.");
            return;
        }

        if (request.Path.StartsWithSegments("/api/v1/operator") && !token.Matches(request.Headers[OperatorToken.Header]))
        {
            await Refuse(context, StatusCodes.Status401Unauthorized, $"An operator's command needs the operator's token in the header {OperatorToken.Header}.");
            return;
        }

        await next(context);
    }

    private static Task Refuse(HttpContext context, int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status).ExecuteAsync(context);
}
