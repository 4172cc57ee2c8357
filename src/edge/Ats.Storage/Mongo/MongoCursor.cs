using MongoDB.Bson;
using MongoDB.Driver;

namespace Ats.Storage.Mongo;

/// <summary>Documents of a query as they arrive, with the driver's errors made the journal's.</summary>
internal static class MongoCursor
{
    public static IEnumerable<BsonDocument> Stream(MongoStore store, IFindFluent<BsonDocument, BsonDocument> find)
    {
        using var cursor = store.Guard(() => find.ToCursor());
        while (store.Guard(() => cursor.MoveNext()))
        {
            foreach (var document in cursor.Current) yield return document;
        }
    }
}
