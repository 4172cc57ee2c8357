using MongoDB.Driver;
using Xunit;

namespace Ats.Edge.Tests.Storage;

/// <summary>A database of its own on the server ATS_MONGO_URL names, dropped when the tests are done.</summary>
public sealed class MongoTestDatabase : IDisposable
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("ATS_MONGO_URL");

    private readonly string _name = $"ats_test_{Guid.NewGuid():N}";

    /// <summary>The address of the database; skips the test where there is no server.</summary>
    public string Address
    {
        get
        {
            Assert.SkipWhen(string.IsNullOrEmpty(Server), "ATS_MONGO_URL is not set: no MongoDB server to test on.");
            return new MongoUrlBuilder(Server) { DatabaseName = _name }.ToString();
        }
    }

    public IMongoDatabase Database => new MongoClient(Address).GetDatabase(_name);

    public void Dispose()
    {
        if (!string.IsNullOrEmpty(Server)) Database.Client.DropDatabase(_name);
    }
}
