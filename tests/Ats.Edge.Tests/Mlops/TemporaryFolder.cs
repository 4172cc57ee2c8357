namespace Ats.Edge.Tests.Mlops;

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ats-mlops").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
