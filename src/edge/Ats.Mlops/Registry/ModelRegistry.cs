using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ats.MarketData.Import;

namespace Ats.Mlops.Registry;

/// <summary>
/// The models of one instrument, as files under ROOT/models/SYMBOL-15s. A version is a folder whose manifest is written last: without one it
/// does not exist. Safe between processes: writers take the lock, readers see whole files only.
/// </summary>
public sealed class ModelRegistry
{
    public const string Latest = "latest";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly IModelFormat _format;
    private readonly TimeSpan _patience;
    private readonly Action<string, byte[]> _write;

    public ModelRegistry(string root, string symbol, IModelFormat format)
        : this(root, symbol, format, Patience, static (path, bytes) => DurableFile.Write(path, bytes))
    {
    }

    internal ModelRegistry(string root, string symbol, IModelFormat format, TimeSpan patience, Action<string, byte[]> write)
    {
        Root = Path.GetFullPath(root);
        Symbol = symbol;
        Folder = Path.Combine(Root, "models", $"{symbol}-{Ats.Forecasting.ForecastHorizons.MainSeconds}s");
        _format = format;
        _patience = patience;
        _write = write;
    }

    public string Root { get; }

    public string Symbol { get; }

    public string Folder { get; }

    private string AliasFile => Path.Combine(Folder, "aliases.json");

    /// <exception cref="RegistryException">The file is there and cannot be read.</exception>
    public ModelAliases Aliases() => File.Exists(AliasFile) ? Read<ModelAliases>(AliasFile) : new ModelAliases();

    /// <summary>All versions; folders without a manifest or with an unreadable one are passed over and named.</summary>
    public VersionListing List()
    {
        var versions = new List<ModelManifest>();
        var ignored = new List<RegistryException>();
        foreach (var number in Numbers())
        {
            try
            {
                versions.Add(Manifest(Name(number)));
            }
            catch (RegistryException e)
            {
                ignored.Add(e);
            }
        }

        return new VersionListing(versions, ignored);
    }

    /// <summary>The version that a version, an alias or <c>latest</c> names.</summary>
    /// <exception cref="RegistryException">There is none.</exception>
    public string Resolve(string name)
    {
        if (!Directory.Exists(Folder) || name == Latest)
            return List().Versions is [.., var newest] ? newest.Version : throw new RegistryException(RegistryProblem.Missing, Folder, "holds no model yet: train one with 'ats forecast train'");
        var digits = name.StartsWith('v') ? name.AsSpan(1) : name;
        if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return Manifest(Name(number)).Version;
        return Aliases().Of(name) ?? throw new RegistryException(
            RegistryProblem.Missing, Folder, $"has no version or alias '{name}': give a version (v0007), champion, challenger, previous, pinned or latest");
    }

    /// <exception cref="RegistryException">There is no such version, or its manifest cannot be read.</exception>
    public ModelManifest Manifest(string version)
    {
        var file = FileOf(version, ModelFileNames.Manifest);
        if (!Directory.Exists(Path.GetDirectoryName(file))) throw new RegistryException(RegistryProblem.Missing, Folder, $"has no version {version}");
        if (!File.Exists(file)) throw new RegistryException(RegistryProblem.Missing, file, "is missing: the version was not written to its end and does not count");
        var manifest = Read<ModelManifest>(file);
        if (manifest.Version != version || manifest.Symbol != Symbol)
            throw new RegistryException(RegistryProblem.Corrupt, file, $"is of {manifest.Symbol} {manifest.Version}, not of {Symbol} {version}");
        return manifest;
    }

    /// <summary>One file of a version, its hash verified.</summary>
    /// <exception cref="RegistryException">Missing or changed.</exception>
    public byte[] ReadFile(string version, string name)
    {
        var record = Manifest(version).Files.FirstOrDefault(f => f.Name == name)
            ?? throw new RegistryException(RegistryProblem.Missing, FileOf(version, name), "is not a file of this version");
        return Verified(version, record);
    }

    /// <summary>Loads a version: hashes, schema and golden outputs verified.</summary>
    /// <param name="expectedSchemaHash">Of the rows it is to be fed with; null = any.</param>
    /// <exception cref="RegistryException">Names the file and the reason.</exception>
    public LoadedModel Load(string version, string? expectedSchemaHash = null)
    {
        var manifest = Manifest(version);
        var manifestFile = FileOf(version, ModelFileNames.Manifest);
        if (manifest.Schema.ToSchema().Hash != manifest.Schema.Hash) throw new RegistryException(RegistryProblem.Corrupt, manifestFile, "its schema does not have the hash it names");
        if (expectedSchemaHash is not null && expectedSchemaHash != manifest.Schema.Hash)
            throw new RegistryException(RegistryProblem.WrongSchema, manifestFile, $"was trained on features {manifest.Schema.Hash}, at hand are {expectedSchemaHash}");
        var files = manifest.Files.ToDictionary(f => f.Name, f => Verified(version, f), StringComparer.Ordinal);
        if (!files.TryGetValue(ModelFileNames.Golden, out var golden)) throw new RegistryException(RegistryProblem.Missing, FileOf(version, ModelFileNames.Golden), "the manifest names no golden outputs");
        try
        {
            var parts = _format.Open(manifest, files);
            var predictor = parts.NewPredictor();
            if (predictor.Schema.Hash != manifest.Schema.Hash)
                throw new RegistryException(RegistryProblem.WrongSchema, FileOf(version, ModelFileNames.Weights), $"holds a model for features {predictor.Schema.Hash}, the manifest says {manifest.Schema.Hash}");
            if (!predictor.HorizonSeconds.SequenceEqual(manifest.HorizonSeconds))
                throw new RegistryException(RegistryProblem.Corrupt, FileOf(version, ModelFileNames.Weights), "predicts other horizons than the manifest names");
            if (GoldenFile.Check(golden, predictor) is { } wrong) throw new RegistryException(RegistryProblem.WrongOutputs, FileOf(version, ModelFileNames.Golden), wrong);
            _ = parts.NewCalibration();
            return new LoadedModel(manifest, parts);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or ArgumentException or KeyNotFoundException or FormatException)
        {
            throw new RegistryException(RegistryProblem.Corrupt, Path.GetDirectoryName(manifestFile)!, $"does not make a model: {e.Message}", e);
        }
    }

    /// <summary>Writes a new version, manifest last, and gives its name.</summary>
    /// <exception cref="RegistryException">Another process writes, or the disk refused; nothing of it stays.</exception>
    public string Publish(ModelDraft draft)
    {
        if (draft.Manifest.Symbol != Symbol) throw new ArgumentException($"A model of {draft.Manifest.Symbol} does not belong to {Symbol}.", nameof(draft));
        using var taken = Lock();
        var version = Name(Numbers().LastOrDefault() + 1);
        var folder = Path.Combine(Folder, version);
        return OnDisk(folder, () =>
        {
            try
            {
                Directory.CreateDirectory(folder);
                var files = new Dictionary<string, byte[]>(draft.Files, StringComparer.Ordinal);
                var manifest = draft.Manifest with { Version = version };
                if (!files.ContainsKey(ModelFileNames.Card)) files[ModelFileNames.Card] = Encoding.UTF8.GetBytes(ModelCard.Write(manifest));
                manifest = manifest with { Files = [.. files.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => new FileRecord(f.Key, f.Value.LongLength, Hash(f.Value)))] };
                foreach (var (name, bytes) in files) _write(Path.Combine(folder, name), bytes);
                _write(Path.Combine(folder, ModelFileNames.Manifest), JsonSerializer.SerializeToUtf8Bytes(manifest, MlopsJson.File));
                DirectorySync.Flush(Folder);
                return version;
            }
            catch
            {
                if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
                throw;
            }
        });
    }

    /// <summary>Adds what a gate said to the version's manifest.</summary>
    public void Record(string version, GateRecord result)
    {
        using var taken = Lock();
        var manifest = Manifest(version);
        manifest = manifest with { Gates = [.. manifest.Gates, result] };
        var file = FileOf(version, ModelFileNames.Manifest);
        OnDisk(file, () =>
        {
            _write(file, JsonSerializer.SerializeToUtf8Bytes(manifest, MlopsJson.File));
            return true;
        });
    }

    /// <summary>Changes who plays which part, under the lock; gives the new parts.</summary>
    public ModelAliases Change(Func<ModelAliases, ModelAliases> change)
    {
        using var taken = Lock();
        var now = Aliases();
        var next = change(now);
        if (next == now) return now;
        return OnDisk(AliasFile, () =>
        {
            Directory.CreateDirectory(Folder);
            _write(AliasFile, JsonSerializer.SerializeToUtf8Bytes(next, MlopsJson.File));
            return next;
        });
    }

    internal static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string Name(int number) => $"v{number:0000}";

    private static T OnDisk<T>(string file, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RegistryException(RegistryProblem.Disk, file, $"cannot be written: {e.Message}", e);
        }
    }

    private static T Read<T>(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(file), MlopsJson.File) ?? throw new RegistryException(RegistryProblem.Corrupt, file, "holds null");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new RegistryException(RegistryProblem.Corrupt, file, $"cannot be read: {e.Message}", e);
        }
    }

    private RegistryLock Lock() => RegistryLock.Take(Path.Combine(Folder, "registry.lock"), _patience);

    private string FileOf(string version, string name) => Path.Combine(Folder, version, name);

    private byte[] Verified(string version, FileRecord record)
    {
        var file = FileOf(version, record.Name);
        if (Path.GetFileName(record.Name) != record.Name) throw new RegistryException(RegistryProblem.Corrupt, file, "is not in the version's folder");
        if (!File.Exists(file)) throw new RegistryException(RegistryProblem.Missing, file, "is missing");
        try
        {
            var bytes = File.ReadAllBytes(file);
            if (bytes.LongLength != record.Bytes || Hash(bytes) != record.Sha256)
                throw new RegistryException(RegistryProblem.Corrupt, file, $"has changed since it was registered ({bytes.LongLength} bytes, sha256 {Hash(bytes)[..12]}, registered {record.Bytes} bytes, {record.Sha256[..Math.Min(12, record.Sha256.Length)]})");
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RegistryException(RegistryProblem.Corrupt, file, $"cannot be read: {e.Message}", e);
        }
    }

    private IEnumerable<int> Numbers() => !Directory.Exists(Folder)
        ? []
        : Directory.EnumerateDirectories(Folder, "v*").Select(Path.GetFileName)
            .Select(n => int.TryParse(n.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Where(n => n > 0).Order();
}
