using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ats.Bybit;
using Ats.Bybit.Wire;

namespace Ats.Edge.Tests.Bybit;

public sealed class EnvironmentTests
{
    private const string Hidden = "s3cr3t-value-that-must-not-show";

    [Fact]
    public void Demo_listens_to_the_mainnets_public_stream_and_has_no_trade_socket()
    {
        var demo = BybitEnvironment.Demo;

        Assert.Equal("https://api-demo.bybit.com/", demo.Rest.ToString());
        Assert.Equal("wss://stream.bybit.com/v5/public/linear", demo.PublicStream(Category.Linear).ToString());
        Assert.Equal("wss://stream-demo.bybit.com/v5/private", demo.PrivateStream.ToString());
        Assert.Null(demo.TradeStream);
        Assert.Equal("wss://stream-testnet.bybit.com/v5/trade", BybitEnvironment.Testnet.TradeStream!.ToString());
    }

    [Fact]
    public void Mainnet_takes_words_and_nothing_of_bybits_passes_for_simulated()
    {
        Assert.Throws<ArgumentException>(() => MainnetOptIn.Confirm("yes"));
        Assert.Equal(EnvironmentKind.Mainnet, BybitEnvironment.Mainnet(MainnetOptIn.Confirm(MainnetOptIn.Phrase)).Kind);
        Assert.Throws<ArgumentException>(() => BybitEnvironment.Simulated(new Uri("https://api.bybit.com")));
        Assert.Throws<ArgumentException>(() => BybitEnvironment.Simulated(new Uri("https://api.BYTICK.com")));
        Assert.Equal("ws://127.0.0.1:8080/v5/public/spot", BybitEnvironment.Simulated(new Uri("http://127.0.0.1:8080/x")).PublicStream(Category.Spot).ToString());
    }

    [Fact]
    public void The_name_of_the_variable_binds_a_key_to_its_world()
    {
        var variables = new Dictionary<string, string?> { ["ATS_BYBIT_DEMO_KEY"] = "demoKey1234", ["ATS_BYBIT_DEMO_SECRET"] = Hidden };
        string? Get(string name) => variables.GetValueOrDefault(name);

        Assert.Equal(EnvironmentKind.Demo, ApiCredentials.FromVariables(BybitEnvironment.Demo, Get)!.Environment.Kind);
        Assert.Null(ApiCredentials.FromVariables(BybitEnvironment.Testnet, Get));
        variables.Remove("ATS_BYBIT_DEMO_KEY");
        Assert.DoesNotContain(Hidden, Assert.Throws<ArgumentException>(() => ApiCredentials.FromVariables(BybitEnvironment.Demo, Get)).ToString());
    }

    [Fact]
    public async Task An_rsa_key_signs_requests_and_sockets_that_the_exchange_takes_and_another_key_is_refused()
    {
        using var rsa = RSA.Create(2048);
        using var other = RSA.Create(2048);
        await using var exchange = await Ats.Bybit.Exchange.ExchangeServer.StartAsync(
            new Ats.Bybit.Exchange.ExchangeSettings { Key = "rsa-key", Secret = rsa.ExportSubjectPublicKeyInfoPem(), RateLimits = false }, new Ats.Simulation.Markets.RandomWalkMarket(1, historyDays: 1));
        var environment = BybitEnvironment.Simulated(new Uri($"http://127.0.0.1:{exchange.Port}"));
        var file = Path.GetTempFileName();
        try
        {
            // Made readable by its owner only.
            await File.WriteAllTextAsync(file, rsa.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
            var variables = new Dictionary<string, string?> { ["ATS_BYBIT_SIMULATED_KEY"] = "rsa-key", ["ATS_BYBIT_SIMULATED_PRIVATE_KEY_FILE"] = file };
            var ours = ApiCredentials.FromVariables(environment, variables.GetValueOrDefault)!;
            Assert.True(await WalletAsync(ours));
            Assert.False(await WalletAsync(new ApiCredentials(environment, "rsa-key", new ApiSecret(other.ExportRSAPrivateKeyPem()))));
            var expires = DateTimeOffset.UtcNow.AddSeconds(10).ToUnixTimeMilliseconds();
            using var frame = JsonDocument.Parse(RequestSigner.AuthFrame(ours, expires));
            Assert.True(rsa.VerifyData(Encoding.ASCII.GetBytes($"GET/realtime{expires}"), Convert.FromBase64String(frame.RootElement.GetProperty("args")[2].GetString()!), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        }
        finally
        {
            File.Delete(file);
        }

        var bad = Assert.Throws<ArgumentException>(() => new ApiSecret(rsa.ExportSubjectPublicKeyInfoPem()));
        Assert.StartsWith("The PEM is no private RSA key", bad.Message, StringComparison.Ordinal);

        async Task<bool> WalletAsync(ApiCredentials credentials)
        {
            var clock = new ServerClock(TimeProvider.System);
            using var budget = new Ats.Bybit.Limits.RateBudget(TimeProvider.System);
            using var rest = new Ats.Bybit.Rest.BybitRest(credentials, budget, clock, TimeProvider.System, new Ats.Bybit.Rest.RestSettings { ClockSamples = 1 });
            await rest.MeasureClockAsync(TestContext.Current.CancellationToken);
            return (await rest.Account.WalletAsync(["USDT"], TestContext.Current.CancellationToken)).IsOk;
        }
    }

    [Fact]
    public void User_secrets_are_of_one_world_each_and_whole_or_refused_without_being_quoted()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, $$"""{ "Bybit:Demo:Key": "demoKey1234", "Bybit:Demo:Secret": "{{Hidden}}", "Bybit:Testnet:Key": "half" }""");
            Assert.Equal("demoKey1234", ApiCredentials.FromUserSecrets(BybitEnvironment.Demo, path)!.Key);
            Assert.Null(ApiCredentials.FromUserSecrets(BybitEnvironment.Mainnet(MainnetOptIn.Confirm(MainnetOptIn.Phrase)), path));
            Assert.Contains("Bybit:Testnet:Secret", Assert.Throws<ArgumentException>(() => ApiCredentials.FromUserSecrets(BybitEnvironment.Testnet, path)).Message, StringComparison.Ordinal);
            File.WriteAllText(path, Hidden);
            Assert.DoesNotContain(Hidden, Assert.Throws<ArgumentException>(() => ApiCredentials.FromUserSecrets(BybitEnvironment.Demo, path)).ToString(), StringComparison.Ordinal);
            Assert.Null(ApiCredentials.FromUserSecrets(BybitEnvironment.Demo, path + ".missing"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_credentials_file_is_refused_when_others_may_read_it_or_it_is_of_another_world_and_never_quoted()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, $"{{\"environment\":\"testnet\",\"key\":\"k1\",\"secret\":\"{Hidden}\"}}");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
                Assert.Contains("chmod", Assert.Throws<ArgumentException>(() => ApiCredentials.FromFile(BybitEnvironment.Testnet, path)).Message);
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            Assert.Equal("k1", ApiCredentials.FromFile(BybitEnvironment.Testnet, path).Key);
            Assert.DoesNotContain(Hidden, Assert.Throws<ArgumentException>(() => ApiCredentials.FromFile(BybitEnvironment.Demo, path)).ToString());
            File.WriteAllText(path, $"{{\"environment\":\"testnet\",\"secret\":\"{Hidden}\"");
            Assert.DoesNotContain(Hidden, Assert.Throws<ArgumentException>(() => ApiCredentials.FromFile(BybitEnvironment.Testnet, path)).ToString());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_secret_shows_nowhere()
    {
        var credentials = new ApiCredentials(BybitEnvironment.Demo, "demoKey1234", new ApiSecret(Hidden));

        Assert.Equal("Demo key …1234", credentials.ToString());
        Assert.DoesNotContain(Hidden, JsonSerializer.Serialize(credentials));
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(Hidden)), JsonSerializer.Serialize(new ApiSecret(Hidden)));
        Assert.Equal("***", new ApiSecret(Hidden).ToString());
        Assert.DoesNotContain(Hidden, Encoding.UTF8.GetString(RequestSigner.AuthFrame(credentials, 1)));
    }

    [Fact]
    public void A_key_with_odd_characters_is_refused() =>
        Assert.Throws<ArgumentException>(() => new ApiCredentials(BybitEnvironment.Demo, "a\"b", new ApiSecret("x")));

    [Fact]
    public void Signing_a_small_request_allocates_nothing_and_a_large_one_signs_right()
    {
        var credentials = new ApiCredentials(BybitEnvironment.Demo, "demoKey1234", new ApiSecret(Hidden));
        var hex = new char[ApiSecret.SignatureLength];
        RequestSigner.Sign(credentials, 1_764_000_000_000, 5000, "a=b"u8, hex);
        var before = GC.GetAllocatedBytesForCurrentThread();
        RequestSigner.Sign(credentials, 1_764_000_000_000, 5000, "a=b"u8, hex);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        var body = new string('x', 5000);
        RequestSigner.Sign(credentials, 1_764_000_000_000, 5000, Encoding.ASCII.GetBytes(body), hex);
        Assert.Equal(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.ASCII.GetBytes(Hidden), Encoding.ASCII.GetBytes("1764000000000demoKey12345000" + body))), new string(hex));
    }
}
