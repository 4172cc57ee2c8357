namespace Ats.Bybit.Wire;

/// <summary>HTTP headers of signed requests and their answers (names are case-insensitive).</summary>
public static class WireHeaders
{
    public const string ApiKey = "X-BAPI-API-KEY";
    public const string Timestamp = "X-BAPI-TIMESTAMP";
    public const string Sign = "X-BAPI-SIGN";
    public const string SignType = "X-BAPI-SIGN-TYPE";
    public const string ReceiveWindow = "X-BAPI-RECV-WINDOW";

    /// <summary>Requests a second.</summary>
    public const string Limit = "X-Bapi-Limit";

    /// <summary>Requests left.</summary>
    public const string LimitStatus = "X-Bapi-Limit-Status";

    /// <summary>Server's ms when the window frees, else about now.</summary>
    public const string LimitReset = "X-Bapi-Limit-Reset-Timestamp";

    /// <summary>The window in ms the server assumes when none is sent.</summary>
    public const int DefaultReceiveWindowMilliseconds = 5000;
}
