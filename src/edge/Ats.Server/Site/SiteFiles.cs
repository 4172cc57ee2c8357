using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Ats.Server.Site;

/// <summary>
/// The built site: files under assets/ carry a hash in their name and are kept for a year, everything else is asked for anew; a path that is
/// no file and nobody's else is a page of the site. Where the folder is missing, the root says how to build it.
/// </summary>
internal static class SiteFiles
{
    /// <summary>Not pages: an unknown path under these is an unknown path. (A name with a dot is a file, there or not, and never a page.)</summary>
    private static readonly string[] Machines = ["/api", "/hub", "/openapi", "/docs", "/assets", "/healthz", "/readyz", "/metrics"];

    public static void Serve(WebApplication app, string folder)
    {
        if (!File.Exists(Path.Combine(folder, "index.html")))
        {
            app.MapGet("/", () => Results.Text("ATS runs. The page is not built here (it needs Node.js: tools/web.sh); the API is described at /docs, status at /api/v1/status.\n")).ExcludeFromDescription();
            return;
        }

        // Not a fallback endpoint: it would be chosen for a command without a body, since commands say which bodies they accept.
        app.Use((context, next) =>
        {
            if (IsPage(context)) context.Request.Path = "/index.html";
            return next(context);
        });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(Path.GetFullPath(folder)), OnPrepareResponse = Cache });
    }

    private static bool IsPage(HttpContext context)
    {
        var path = context.Request.Path;
        return context.GetEndpoint() is null && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            && !Path.HasExtension(path.Value) && !Array.Exists(Machines, m => path.StartsWithSegments(m));
    }

    private static void Cache(StaticFileResponseContext file) =>
        file.Context.Response.Headers.CacheControl = file.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache";
}
