using MongoDB.Bson;
using MongoDB.Driver;

namespace Ats.Storage.Mongo;

/// <summary>The collection of market events, some thousands to a document (<see cref="MarketChunk"/>).</summary>
internal static class MongoMarketCollection
{
    private const string Name = "market";
    private const int DocumentsAtOnce = 16;

    private static BsonDocument Place => new() { { "run", 1 }, { "first_sequence", 1 }, { "first_ordinal", 1 } };

    public static void CreateIndex(MongoStore store) => store.Collection(Name).Indexes.CreateOne(
        new CreateIndexModel<BsonDocument>(Place, new CreateIndexOptions { Unique = true, Name = "place" }));

    public static void Insert(MongoStore store, string run, MarketBuffer buffer)
    {
        var documents = new List<BsonDocument>();
        for (var start = 0; start < buffer.Count;)
        {
            var length = buffer.ChunkLength(start, MarketChunk.MaxEvents);
            documents.Add(ToDocument(run, buffer, start, length));
            start += length;
            if (documents.Count < DocumentsAtOnce && start < buffer.Count) continue;
            store.Collection(Name).InsertMany(documents, new InsertManyOptions { IsOrdered = true });
            documents.Clear();
        }
    }

    public static IEnumerable<PositionedEntry> Read(MongoStore store, string run, long endOrdinal, long fromSequence)
    {
        var filter = new BsonDocument
        {
            { "run", run },
            { "last_sequence", new BsonDocument("$gte", fromSequence) },
            { "first_ordinal", new BsonDocument("$lt", endOrdinal) },
        };
        var chunks = MongoPages.Stream(store, Name, filter, Place, DocumentsAtOnce).Select(d => ToChunk(store, d));
        return MarketMerge.Merge(chunks, fromSequence);
    }

    private static BsonDocument ToDocument(string run, MarketBuffer buffer, int start, int length)
    {
        var sequences = buffer.Sequences.Slice(start, length);
        var ordinals = buffer.Ordinals.Slice(start, length);
        var blob = new byte[MarketChunk.MaxSize(length)];
        var size = MarketChunk.Encode(buffer.Events.Slice(start, length), sequences, ordinals, blob);
        Array.Resize(ref blob, size);
        return new BsonDocument
        {
            { "run", run },
            { "first_sequence", sequences[0] },
            { "last_sequence", sequences[^1] },
            { "first_ordinal", ordinals[0] },
            { "events", length },
            { "data", new BsonBinaryData(blob) },
        };
    }

    private static MarketChunk ToChunk(MongoStore store, BsonDocument document)
    {
        var reader = new BsonFactReader(document, store.Where);
        var where = $"{store.Where}, collection {Name}, document {document["_id"]}";
        return MarketChunk.Decode(document["data"].AsByteArray, (int)Math.Clamp(reader.Integer("events"), 0, int.MaxValue), where);
    }
}
