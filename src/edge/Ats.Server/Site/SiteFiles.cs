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
    private static readonly string[] Machines = ["/api", "/hub", "/openapi", "/docs", "/healthz", "/readyz", "/metrics"];

    public static void Serve(WebApplication app, string folder)
    {
        if (!File.Exists(Path.Combine(folder, "index.html")))
        {
            app.MapGet("/", () => Results.Text("ATS runs. The page is not built here (it needs Node.js: tools/web.sh); the API is described at /docs, status at /api/v1/status.\n")).ExcludeFromDescription();
            return;
        }

        var files = new PhysicalFileProvider(Path.GetFullPath(folder));
        var options = new StaticFileOptions { FileProvider = files, OnPrepareResponse = Cache };
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(options);
        foreach (var path in Machines) app.MapFallback(path + "/{**rest}", () => Results.Problem("There is nothing at this address.", statusCode: StatusCodes.Status404NotFound));
        app.MapFallbackToFile("index.html", options);
    }

    private static void Cache(StaticFileResponseContext file) =>
        file.Context.Response.Headers.CacheControl = file.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache";
}
