namespace Align.Tests.Actors.Bundled;

public sealed class ConfigTests
{
    [Fact]
    public void Nested_dotted_and_quoted_keys_name_the_same_paths()
    {
        Config config = """
            # a comment
            akka { loglevel = OFF, "ask" { timeout : 250 ms } }  // another one
            akka.actor.throughput = 7
            text = "with, a comma"
            """;

        Assert.Equal("OFF", config.GetString("akka.loglevel"));
        Assert.Equal(TimeSpan.FromMilliseconds(250), config.GetTimeSpan("akka.ask.timeout"));
        Assert.Equal(7, config.GetInt("akka.actor.throughput"));
        Assert.Equal("with, a comma", config.GetString("text"));
        Assert.True(config.HasPath("akka.actor"));
        Assert.False(config.HasPath("akka.act"));
    }

    [Theory]
    [InlineData("5s", 5_000)]
    [InlineData("1.5 s", 1_500)]
    [InlineData("20", 20)]
    [InlineData("2 minutes", 120_000)]
    public void Durations_have_units(string text, double milliseconds) =>
        Assert.Equal(milliseconds, ConfigurationFactory.ParseString($"d = {text}").GetTimeSpan("d").TotalMilliseconds);

    [Fact]
    public void Infinite_is_a_duration() =>
        Assert.Equal(Timeout.InfiniteTimeSpan, ConfigurationFactory.ParseString("d = infinite").GetTimeSpan("d"));

    [Theory]
    [InlineData("a {")]
    [InlineData("a")]
    [InlineData("= 3")]
    [InlineData("a = \"open")]
    public void A_malformed_text_is_refused(string text) =>
        Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString(text));

    [Theory]
    [InlineData("akka.loglevel = LOUD")]
    [InlineData("akka.actor.ask-timeout = soon")]
    [InlineData("akka.actor.default-dispatcher.throughput = many")]
    public void A_malformed_setting_keeps_the_system_from_starting(string text) =>
        Assert.Throws<ConfigurationException>(() => ActorSystem.Create("test", text));

    [Fact]
    public void A_fallback_completes()
    {
        var config = ConfigurationFactory.ParseString("a = 1").WithFallback("a = 2, b = 3");

        Assert.Equal((1, 3), (config.GetInt("a"), config.GetInt("b")));
    }
}
