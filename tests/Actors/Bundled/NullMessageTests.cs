using Align.Tests.Actors.Support;

namespace Align.Tests.Actors.Bundled;

/// <summary>Akka logs an error and drops the message; here the caller learns of its mistake.</summary>
public sealed class NullMessageTests
{
    [Fact]
    public async Task Null_is_not_a_message()
    {
        await using var test = Systems.Start();
        var receiver = test.Probe();

        Assert.Throws<InvalidMessageException>(() => receiver.Ref.Tell(null!));
    }
}
