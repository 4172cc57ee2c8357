using Ats.Forecasting;

namespace Ats.Mlops.Registry;

/// <summary>A feature schema as a manifest keeps it.</summary>
public sealed record SchemaRecord(string Hash, IReadOnlyList<string> Names, bool HasBook, bool HasQuotes, int WarmUpSeconds, long StaleNanoseconds)
{
    public static SchemaRecord Of(FeatureSchema schema) =>
        new(schema.Hash, schema.Names, schema.HasBook, schema.HasQuotes, schema.WarmUpSeconds, schema.StaleNanoseconds);

    public FeatureSchema ToSchema() => new(Names, HasBook, HasQuotes, WarmUpSeconds, StaleNanoseconds);
}
