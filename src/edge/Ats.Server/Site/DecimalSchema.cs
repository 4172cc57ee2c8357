using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Ats.Server.Site;

/// <summary>Tells the OpenAPI document what <see cref="DecimalText"/> does: decimals are strings.</summary>
internal static class DecimalSchema
{
    public static Task Apply(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancel)
    {
        var type = context.JsonTypeInfo.Type;
        if ((Nullable.GetUnderlyingType(type) ?? type) != typeof(decimal)) return Task.CompletedTask;
        schema.Type = JsonSchemaType.String | (type == typeof(decimal) ? default : JsonSchemaType.Null);
        schema.Format = "decimal";
        schema.Pattern = null;
        return Task.CompletedTask;
    }
}
