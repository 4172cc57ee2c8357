using Ats.Domain;

namespace Ats.Storage;

/// <summary>Merges streams that are each in order (one per kind) into the order of the run.</summary>
internal static class EntryMerge
{
    public static IEnumerable<JournalEntry> Merge(IEnumerable<IEnumerable<PositionedEntry>> streams)
    {
        var heads = new List<IEnumerator<PositionedEntry>>();
        try
        {
            foreach (var stream in streams)
            {
                var head = stream.GetEnumerator();
                heads.Add(head);
                if (head.MoveNext()) continue;
                heads.Remove(head);
                head.Dispose();
            }

            while (heads.Count > 0)
            {
                var first = First(heads);
                yield return heads[first].Current.Entry;
                if (heads[first].MoveNext()) continue;
                heads[first].Dispose();
                heads.RemoveAt(first);
            }
        }
        finally
        {
            foreach (var head in heads) head.Dispose();
        }
    }

    private static int First(List<IEnumerator<PositionedEntry>> heads)
    {
        var first = 0;
        for (var i = 1; i < heads.Count; i++)
        {
            if (heads[i].Current.IsBefore(heads[first].Current)) first = i;
        }

        return first;
    }
}
