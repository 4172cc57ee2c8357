using MongoDB.Bson;
using MongoDB.Driver;

namespace Ats.Storage.Mongo;

/// <summary>
/// Documents of a query page by page, each page a query of its own that goes on after the last document. No cursor stays open on the
/// server, so a slow reader (a replay, a report) never loses one to the server's idle timeout.
/// </summary>
internal static class MongoPages
{
    /// <param name="store">Where.</param>
    /// <param name="collection">The collection's name.</param>
    /// <param name="filter">Which documents; must not name the two order fields in <c>$or</c>.</param>
    /// <param name="order">The sort; its last two fields together are unique among the documents of the filter.</param>
    /// <param name="pageSize">Documents a query, all in one reply: together less than the 16 MB a reply may hold.</param>
    public static IEnumerable<BsonDocument> Stream(MongoStore store, string collection, BsonDocument filter, BsonDocument order, int pageSize)
    {
        var first = order.GetElement(order.ElementCount - 2).Name;
        var second = order.GetElement(order.ElementCount - 1).Name;
        for (var after = filter; ;)
        {
            // A negative limit asks for one batch and no cursor.
            var options = new FindOptions<BsonDocument> { Sort = order, Limit = -pageSize, BatchSize = pageSize };
            var page = store.Guard(() => store.Collection(collection).FindSync(after, options).ToList());
            foreach (var document in page) yield return document;
            if (page.Count < pageSize) yield break;
            after = After(filter, first, page[^1][first], second, page[^1][second]);
        }
    }

    private static BsonDocument After(BsonDocument filter, string first, BsonValue firstValue, string second, BsonValue secondValue)
    {
        var rest = new BsonArray
        {
            filter,
            new BsonDocument(first, new BsonDocument("$gte", firstValue)),
            new BsonDocument("$or", new BsonArray
            {
                new BsonDocument(first, new BsonDocument("$gt", firstValue)),
                new BsonDocument(second, new BsonDocument("$gt", secondValue)),
            }),
        };
        return new BsonDocument("$and", rest);
    }
}
