using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ats.Cli.Backtests;

/// <summary>A request as JSON, generated: reflection would cost every run some forty milliseconds.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(BacktestRequest))]
internal sealed partial class RequestJson : JsonSerializerContext
{
    public static string Write(BacktestRequest request) => JsonSerializer.Serialize(request, Default.BacktestRequest);
}
