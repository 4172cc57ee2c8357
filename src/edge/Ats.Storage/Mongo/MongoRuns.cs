using Ats.Domain;
using Ats.Engine;
using Ats.Storage.Facts;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Ats.Storage.Mongo;

/// <summary>
/// The collection of runs. <c>durable</c> is the ordinal up to which entries are complete: it moves after a batch is written, so that a
/// batch cut short by a crash is never seen, and every reader sees whole batches.
/// </summary>
internal static class MongoRuns
{
    private const string Name = "runs";
    private const string Durable = "durable";
    private const int RunsAPage = 500;

    /// <exception cref="JournalException">The run is there already.</exception>
    public static void Insert(MongoStore store, Run run)
    {
        var document = new BsonDocument { { "_id", run.Id.Value }, { Durable, 0L } };
        var writer = new BsonFactWriter(document);
        writer.Named("mode", run.Mode);
        writer.Integer("started_at", run.StartedAt.Nanoseconds);
        writer.Integer("seed", run.Seed);
        writer.Text("version", run.Version);
        writer.Text("commit_id", run.Commit);
        writer.Text("data_hash", run.DataHash);
        writer.Text("settings", run.Settings);
        try
        {
            store.Collection(Name).InsertOne(document);
        }
        catch (MongoWriteException e) when (e.WriteError?.Category == ServerErrorCategory.DuplicateKey)
        {
            throw new JournalException($"{store.Where} has a run {run.Id} already: another process may be writing it. Give the new run another id.", e);
        }
    }

    /// <summary>Makes everything up to the ordinal visible, and closes the run when there is a summary.</summary>
    public static void Advance(MongoStore store, string run, long endOrdinal, RunSummary? summary)
    {
        var changes = new BsonDocument(Durable, endOrdinal);
        if (summary is not null)
        {
            var writer = new BsonFactWriter(changes);
            writer.Integer("last_sequence", summary.LastSequence);
            writer.Text("state_hash", summary.StateHash);
            writer.Integer("ended_at", summary.EndedAt.Nanoseconds);
        }

        var result = store.Collection(Name).UpdateOne(new BsonDocument("_id", run), new BsonDocument("$set", changes));
        if (result.MatchedCount != 1) throw new JournalException($"{store.Where}: run {run} was removed while it was being written. Start a new run.");
    }

    public static IReadOnlyList<Run> All(MongoStore store) =>
        [.. MongoPages.Stream(store, Name, [], new BsonDocument { { "started_at", 1 }, { "_id", 1 } }, RunsAPage).Select(d => Read(store, d))];

    public static Run? Find(MongoStore store, RunId id) => Document(store, id) is { } document ? Read(store, document) : null;

    /// <summary>The ordinal up to which entries of the run are complete; null when there is no such run.</summary>
    public static long? EndOrdinal(MongoStore store, RunId id) => Document(store, id)?[Durable].ToInt64();

    public static RunSummary? Summary(MongoStore store, RunId id)
    {
        if (Document(store, id) is not { } document || !document.Contains("ended_at")) return null;
        IFactReader reader = new BsonFactReader(document, store.Where);
        return new RunSummary(id, reader.Integer("last_sequence"), reader.Text("state_hash")!, reader.Time("ended_at"));
    }

    private static BsonDocument? Document(MongoStore store, RunId id) =>
        store.Guard(() => store.Collection(Name).Find(new BsonDocument("_id", id.Value)).FirstOrDefault());

    private static Run Read(MongoStore store, BsonDocument document)
    {
        IFactReader reader = new BsonFactReader(document, store.Where);
        return new Run(
            new RunId(reader.Text("_id")!),
            reader.Named<TradingMode>("mode"),
            reader.Time("started_at"),
            reader.Integer("seed"),
            reader.Text("version")!,
            reader.Text("commit_id")!,
            reader.Text("data_hash")!,
            reader.Text("settings")!);
    }
}
