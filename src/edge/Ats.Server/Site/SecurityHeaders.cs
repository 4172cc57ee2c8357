using Microsoft.AspNetCore.Http;

namespace Ats.Server.Site;

/// <summary>Headers of every answer, refusals too. The site runs its own scripts and styles only; the API's page (Scalar) brings inline ones.</summary>
internal static class SecurityHeaders
{
    private const string Site = "default-src 'self'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    private const string Docs = "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; frame-ancestors 'none'; base-uri 'none'";

    public static Task Apply(HttpContext context, RequestDelegate next)
    {
        // As the answer starts, since an exception clears what was set before.
        context.Response.OnStarting(() =>
        {
            Set(context);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static void Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/docs") ? Docs : Site;
        // What is said now is not true later; files of the site have said otherwise themselves.
        if (headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
    }
}
