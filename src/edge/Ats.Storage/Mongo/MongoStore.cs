using Ats.Engine;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Ats.Storage.Mongo;

/// <summary>A database on a MongoDB server; every failure becomes a <see cref="JournalException"/> that names server and database, never the password.</summary>
internal sealed class MongoStore
{
    public const int Version = 1;
    private const string DefaultDatabase = "ats";

    private static readonly TimeSpan DriverDefaultTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ServerTimeout = TimeSpan.FromSeconds(10);

    private readonly IMongoDatabase _database;

    public MongoStore(string address)
    {
        try
        {
            var url = MongoUrl.Create(address);
            Where = $"Journal mongodb://{string.Join(',', url.Servers)}/{url.DatabaseName ?? DefaultDatabase}";
            var settings = MongoClientSettings.FromUrl(url);
            if (settings.ServerSelectionTimeout == DriverDefaultTimeout) settings.ServerSelectionTimeout = ServerTimeout;
            // Clients of one address share the driver's pool of connections, which lives as long as the process.
            _database = new MongoClient(settings).GetDatabase(url.DatabaseName ?? DefaultDatabase)
                .WithWriteConcern(WriteConcern.WMajority.With(journal: true));
        }
        catch (Exception e) when (e is MongoConfigurationException or FormatException or ArgumentException)
        {
            throw new JournalException("The journal's mongodb:// address cannot be understood: write mongodb://[user:password@]host[:port]/database.", e);
        }
    }

    public string Where { get; }

    public IMongoCollection<BsonDocument> Collection(string name) => _database.GetCollection<BsonDocument>(name);

    /// <summary>Marks an empty database as a journal; refuses one of a newer version.</summary>
    public void Prepare() => Guard(() =>
    {
        Collection("journal").UpdateOne(
            new BsonDocument("_id", "schema"),
            new BsonDocument("$setOnInsert", new BsonDocument("version", Version)),
            new UpdateOptions { IsUpsert = true });
        Verify();
    });

    public void Verify() => Guard(() =>
    {
        var schema = Collection("journal").Find(new BsonDocument("_id", "schema")).FirstOrDefault()
            ?? throw new JournalException($"{Where}: there is no journal in this database. Check the address, or write one first.") { IsBadContent = true };
        if (schema["version"].ToInt32() > Version)
            throw new JournalException($"{Where} was written by a newer ATS (schema {schema["version"]}, this one knows {Version}): use that version, or name another database.") { IsBadContent = true };
    });

    public void Guard(Action action) => Guard(() =>
    {
        action();
        return true;
    });

    public T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (TimeoutException e)
        {
            throw new JournalException($"{Where} cannot be reached ({FirstWords(e)}). Check that the server runs and the address is right.", e);
        }
        catch (MongoAuthenticationException e)
        {
            throw new JournalException($"{Where} refuses us ({FirstWords(e)}). Check user, password and authSource.", e);
        }
        catch (Exception e) when (e is MongoException or BsonException or IOException)
        {
            throw new JournalException($"{Where} failed ({FirstWords(e)}). Check the server's state and disk; what was reported durable before is kept.", e);
        }
    }

    private static string FirstWords(Exception e)
    {
        var line = e.Message.Split('\n')[0].Trim();
        return line.Length <= 200 ? line : line[..200] + "...";
    }
}
