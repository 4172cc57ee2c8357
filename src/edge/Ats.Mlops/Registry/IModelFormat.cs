namespace Ats.Mlops.Registry;

/// <summary>Makes a model of its files. Throws <see cref="InvalidDataException"/> where they do not make one.</summary>
public interface IModelFormat
{
    ModelParts Open(ModelManifest manifest, IReadOnlyDictionary<string, byte[]> files);
}
