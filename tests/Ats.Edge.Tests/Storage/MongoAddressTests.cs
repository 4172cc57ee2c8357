using Ats.Domain;
using Ats.Engine;
using Ats.Storage;
using Xunit;

namespace Ats.Edge.Tests.Storage;

/// <summary>What needs no server.</summary>
public sealed class MongoAddressTests
{
    [Fact]
    public void A_server_that_is_not_there_is_told_without_the_password()
    {
        const string address = "mongodb://trader:secret@127.0.0.1:1/ats?serverSelectionTimeoutMS=50&connectTimeoutMS=50";
        var failure = Assert.Throws<JournalException>(() => JournalStore.Open(address, JournalKind.All, everyDecision: false));
        Assert.Contains("127.0.0.1:1", failure.Message);
        Assert.Contains("cannot be reached", failure.Message);
        Assert.DoesNotContain("secret", failure.Message);
        Assert.Throws<JournalException>(() => JournalStore.OpenReader(address));
    }

    [Theory]
    [InlineData("mongodb://")]
    [InlineData("mongodb://user:secret@:x/")]
    [InlineData("mongodb://host/ats?w=")]
    public void An_address_that_cannot_be_understood_is_told_without_the_password(string address)
    {
        var failure = Assert.Throws<JournalException>(() => JournalStore.Open(address, JournalKind.All, everyDecision: false));
        Assert.Contains("cannot be understood", failure.Message);
        Assert.DoesNotContain("secret", failure.Message);
    }
}
