namespace Ats.Bybit.Exchange.Rest;

/// <summary>One HTTP request as it came: raw query and body bytes are what a signature covers.</summary>
internal sealed class RestCall
{
    public required string Method { get; init; }

    public required string Path { get; init; }

    /// <summary>Without the question mark, bytes as sent.</summary>
    public required string RawQuery { get; init; }

    public ReadOnlyMemory<byte> Body { get; init; }

    public string? ApiKey { get; init; }

    public string? Timestamp { get; init; }

    public string? Signature { get; init; }

    public string? RecvWindow { get; init; }

    public bool IsPost => Method == "POST";

    /// <summary>Completed by the exchange loop.</summary>
    public TaskCompletionSource<RestReply> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
