using Ats.Domain;
using Ats.Storage.Facts;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Ats.Storage.Mongo;

/// <summary>The collection of one kind of fact, one document each, unique and ordered by (run, sequence, ordinal).</summary>
internal static class MongoFactCollection<T, TMap>
    where T : struct
    where TMap : IFactMap<T>
{
    private const int DocumentsAtOnce = 5000;
    private const int DocumentsAPage = 2000;

    public static void CreateIndex(MongoStore store) => store.Collection(TMap.Name).Indexes.CreateOne(
        new CreateIndexModel<BsonDocument>(Place, new CreateIndexOptions { Unique = true, Name = "place" }));

    public static void Insert(MongoStore store, string run, EntryBuffer<T> buffer)
    {
        var entries = buffer.Entries;
        while (!entries.IsEmpty)
        {
            var part = entries[..Math.Min(entries.Length, DocumentsAtOnce)];
            var documents = new List<BsonDocument>(part.Length);
            foreach (ref readonly var entry in part) documents.Add(ToDocument(run, in entry));
            store.Collection(TMap.Name).InsertMany(documents, new InsertManyOptions { IsOrdered = true });
            entries = entries[part.Length..];
        }
    }

    public static IEnumerable<PositionedEntry> Read(MongoStore store, string run, long endOrdinal, long fromSequence)
    {
        var filter = new BsonDocument
        {
            { "run", run },
            { "sequence", new BsonDocument("$gte", fromSequence) },
            { "ordinal", new BsonDocument("$lt", endOrdinal) },
        };
        foreach (var document in MongoPages.Stream(store, TMap.Name, filter, Place, DocumentsAPage))
        {
            var reader = new BsonFactReader(document, store.Where);
            var sequence = reader.Integer("sequence");
            yield return new PositionedEntry(reader.Integer("ordinal"), new JournalEntry(TMap.Kind, sequence, TMap.Read(sequence, reader)));
        }
    }

    private static BsonDocument Place => new() { { "run", 1 }, { "sequence", 1 }, { "ordinal", 1 } };

    private static BsonDocument ToDocument(string run, in (long Sequence, long Ordinal, T Fact) entry)
    {
        var document = new BsonDocument
        {
            { "run", run },
            { "sequence", entry.Sequence },
            { "ordinal", entry.Ordinal },
        };
        TMap.Write(new BsonFactWriter(document), in entry.Fact);
        return document;
    }
}
