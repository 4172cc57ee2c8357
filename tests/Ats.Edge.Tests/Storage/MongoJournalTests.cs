using Ats.Domain;
using Ats.Engine;
using Ats.Storage;
using MongoDB.Bson;
using MongoDB.Driver;
using Xunit;

namespace Ats.Edge.Tests.Storage;

public sealed class MongoJournalTests(MongoTestDatabase mongo) : DurableJournalContractTests, IClassFixture<MongoTestDatabase>
{
    protected override int PropertyRuns => 8;

    protected override int ManyEvents => 20_000;

    protected override IJournal Create(JournalKind kinds, bool everyDecision) => JournalStore.Open(mongo.Address, kinds, everyDecision);

    protected override IJournalReader ReaderOf(IJournal journal) => JournalStore.OpenReader(mongo.Address);

    [Fact]
    public void A_batch_cut_short_by_a_crash_is_never_seen()
    {
        var journal = Open(JournalKind.Fill);
        var run = NewRun();
        journal.Begin(run);
        journal.Fill(Facts.Fill(1));
        journal.Fill(Facts.Fill(2));
        journal.Flush();
        var fills = mongo.Database.GetCollection<BsonDocument>("fills");
        var torn = fills.Find(new BsonDocument { { "run", run.Id.Value }, { "sequence", 2 } }).Single(TestContext.Current.CancellationToken);
        torn.Remove("_id");
        torn["sequence"] = 3L;
        torn["ordinal"] = 2L;
        fills.InsertOne(torn, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([1L, 2L], ReaderOf(journal).Read(run.Id).Select(e => e.Sequence));
    }

    [Fact]
    public void A_person_with_a_mongo_shell_can_read_the_fills()
    {
        var journal = Open();
        var run = NewRun();
        journal.Begin(run);
        journal.Append(Facts.OneOfEach(7));
        journal.End(SummaryOf(run));
        var fill = mongo.Database.GetCollection<BsonDocument>("fills").Find(new BsonDocument("run", run.Id.Value)).Single(TestContext.Current.CancellationToken);
        Assert.Equal("Sell", fill["side"].AsString);
        Assert.Equal("65000.5", fill["price"].AsDecimal128.ToString());
        Assert.Equal("0.0357500", fill["fee"].AsDecimal128.ToString());
        Assert.Equal(Facts.Minute(1).Nanoseconds, fill["exchange_time"].AsInt64);
    }

    [Fact]
    public void Decisions_from_before_there_were_forecasts_are_read()
    {
        var journal = Open();
        var run = NewRun();
        journal.Begin(run);
        journal.Decision(Facts.Decision(3));
        journal.End(SummaryOf(run));
        mongo.Database.GetCollection<BsonDocument>("decisions").UpdateMany(
            new BsonDocument("run", run.Id.Value),
            new BsonDocument("$unset", new BsonDocument { { "model", "" }, { "forecast_horizon", "" }, { "forecast_bps", "" } }),
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(Facts.Decision(3), (Decision)JournalStore.OpenReader(mongo.Address).Read(run.Id, JournalKind.Decision).Single().Fact);
    }

    [Fact]
    public void A_database_of_a_newer_version_is_refused()
    {
        var address = new MongoUrlBuilder(mongo.Address) { DatabaseName = mongo.Database.DatabaseNamespace.DatabaseName + "_newer" }.ToString();
        JournalStore.Open(address, JournalKind.All, everyDecision: false).Dispose();
        var url = MongoUrl.Create(address);
        var database = mongo.Database.Client.GetDatabase(url.DatabaseName);
        try
        {
            database.GetCollection<BsonDocument>("journal").UpdateOne(
                new BsonDocument("_id", "schema"),
                new BsonDocument("$set", new BsonDocument("version", 99)),
                cancellationToken: TestContext.Current.CancellationToken);
            Assert.Contains("newer", Assert.Throws<JournalException>(() => JournalStore.OpenReader(address)).Message);
            Assert.Contains("newer", Assert.Throws<JournalException>(() => JournalStore.Open(address, JournalKind.All, everyDecision: false)).Message);
        }
        finally
        {
            mongo.Database.Client.DropDatabase(url.DatabaseName, CancellationToken.None);
        }
    }

    [Fact]
    public void A_run_removed_while_it_is_written_is_told()
    {
        var journal = Open();
        var run = NewRun();
        journal.Begin(run);
        mongo.Database.GetCollection<BsonDocument>("runs").DeleteOne(new BsonDocument("_id", run.Id.Value), TestContext.Current.CancellationToken);
        journal.Fill(Facts.Fill(1));
        Assert.Contains(run.Id.Value, Assert.Throws<JournalException>(journal.Flush).Message);
        Assert.Throws<JournalException>(() => journal.Fill(Facts.Fill(2)));
    }
}
