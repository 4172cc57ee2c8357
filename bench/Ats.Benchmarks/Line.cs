namespace Ats.Benchmarks;

/// <summary>One printed line of the quick benchmarks.</summary>
internal static class Line
{
    public static void Write(string what, Best best, string rate, string detail = "") =>
        Console.WriteLine($"{what,-52} {rate,16}  {best.Wall,8:0.0} ms, processor {best.Processor,7:0.0} ms, best of {best.Times}{(detail.Length > 0 ? "; " + detail : "")}");
}
