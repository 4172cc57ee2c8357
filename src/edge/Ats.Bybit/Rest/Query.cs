using System.Text;
using Ats.Domain;

namespace Ats.Bybit.Rest;

/// <summary>A query string in the order it is built; nothing is added for none.</summary>
internal sealed class Query
{
    private readonly StringBuilder _text = new();

    public Query Add(string name, string? value)
    {
        if (string.IsNullOrEmpty(value)) return this;
        if (_text.Length > 0) _text.Append('&');
        _text.Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    public Query Add(string name, int? value) => Add(name, value?.ToString());

    public Query Add(string name, Timestamp? time) => Add(name, time?.ToMilliseconds().ToString());

    /// <summary>Cursors come encoded already: once is enough.</summary>
    public Query Cursor(string? cursor) => Add("cursor", cursor is null ? null : Uri.UnescapeDataString(cursor));

    public override string ToString() => _text.ToString();
}
