using System.Text.Json;

namespace Ats.Edge.Tests.Server;

public sealed class OpenApiTests(SampleServer server) : IClassFixture<SampleServer>
{
    /// <summary>The document the site's types are made from. After a change of the API: run this test with ATS_WRITE_OPENAPI=1, then npm run api in web/.</summary>
    [Fact]
    public async Task The_document_is_the_one_the_sites_types_are_made_from()
    {
        var served = (await server.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).ReplaceLineEndings("\n").TrimEnd() + "\n";
        var file = Path.Combine(Root(), "web", "openapi", "v1.json");
        if (Environment.GetEnvironmentVariable("ATS_WRITE_OPENAPI") == "1") await File.WriteAllTextAsync(file, served, TestContext.Current.CancellationToken);
        var kept = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n").TrimEnd() + "\n";
        Assert.True(kept == served, "web/openapi/v1.json is not what the server says: run this test with ATS_WRITE_OPENAPI=1, then npm run api in web/.");
    }

    [Fact]
    public async Task Decimals_are_described_as_strings_and_numbers_as_numbers()
    {
        var schemas = (await server.Json("/openapi/v1.json")).GetProperty("components").GetProperty("schemas");
        JsonElement Property(string schema, string name) => schemas.GetProperty(schema).GetProperty("properties").GetProperty(name);
        Assert.Equal("string", Property("FillView", "price").GetProperty("type").GetString());
        Assert.Equal("decimal", Property("FillView", "price").GetProperty("format").GetString());
        Assert.Equal(["null", "string"], Property("OrderView", "price").GetProperty("type").EnumerateArray().Select(t => t.GetString()));
        Assert.Equal("number", Property("ArmView", "netReturn").GetProperty("type").GetString());
        Assert.Equal("integer", Property("ArmView", "fills").GetProperty("type").GetString());
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Ats.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The repository's root was not found.");
    }
}
