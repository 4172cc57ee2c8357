using System.Text.Json;

namespace Ats.Bybit.Exchange.Wire;

/// <summary>Tells a client's bad JSON from a bug: besides JsonException, texts that are no Unicode make System.Text.Json throw InvalidOperationException.</summary>
internal static class BadJson
{
    public static bool Is(Exception e) =>
        e is JsonException || (e is InvalidOperationException && e.Source?.StartsWith("System.Text.Json", StringComparison.Ordinal) == true);
}
