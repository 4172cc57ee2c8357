using System.Text.Json;
using Ats.Bybit.Wire;

namespace Ats.Bybit.Rest;

/// <summary>The envelope of an answer. Success is retCode 0 and nothing else; retMsg is only shown.</summary>
internal sealed class RestReply : IDisposable
{
    private readonly JsonDocument _document;

    private RestReply(JsonDocument document, int code)
    {
        _document = document;
        var root = new JsonRow(document.RootElement);
        Code = code;
        Message = root.Text("retMsg");
        Result = root.Object("result");
        Extra = root.Object("retExtInfo");
        Root = root;
    }

    public int Code { get; }

    public string Message { get; }

    public JsonRow Root { get; }

    public JsonRow Result { get; }

    public JsonRow Extra { get; }

    /// <summary>None unless it is an envelope.</summary>
    public static RestReply? TryParse(ReadOnlyMemory<byte> body)
    {
        JsonDocument? document = null;
        try
        {
            document = JsonDocument.Parse(body);
            var root = new JsonRow(document.RootElement);
            if (root.Has("retCode")) return new RestReply(document, root.Small("retCode"));
        }
        catch (Exception e) when (JsonFrame.IsUnsound(e))
        {
            // Not an envelope: the caller says what that means for its request.
        }

        document?.Dispose();
        return null;
    }

    public void Dispose() => _document.Dispose();
}
