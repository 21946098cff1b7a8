using System.Text.Json;
using Align.Core;
using Align.Tests.Training.Checkpoints;
using Align.Training.Metrics;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Training.Metrics;

public sealed class SampleFileTests : IDisposable
{
    private static readonly SampleRecord Example = new("grpo", 3, 17, 2, "17+25=", "42", "42", 1.0, FinishReason.Stop, 5);

    private readonly ScratchDirectory _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_sample_is_one_line()
    {
        Write(Example);

        Assert.Equal(
            "{\"stage\":\"grpo\",\"step\":3,\"prompt_id\":17,\"sample_index\":2,\"prompt\":\"17+25=\",\"completion\":\"42\",\"answer\":\"42\",\"reward\":1,\"finish_reason\":\"stop\",\"weights_version\":5}\n",
            File.ReadAllText(SamplesPath));
    }

    [Fact]
    public void What_is_absent_is_null()
    {
        Write(Example with { Answer = null, Reward = null, FinishReason = FinishReason.Length });

        Assert.Contains("\"answer\":null,\"reward\":null,\"finish_reason\":\"length\"", File.ReadAllText(SamplesPath), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_stays_on_one_line_and_reads_back() => Prop
        .ForAll<NonNull<string>>(text =>
        {
            File.Delete(SamplesPath);
            Write(Example with { Completion = text.Get }, Example);
            var lines = File.ReadAllLines(SamplesPath);
            return lines.Length == 2 && JsonElement.Parse(lines[0]).GetProperty("completion").GetString() == text.Get;
        })
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("\n\r\u2028\"\\\0")]
    [InlineData("é 😀 <b>&'+")]
    public void Unusual_text_reads_back(string text)
    {
        Write(Example with { Completion = text });

        Assert.Equal(text, JsonElement.Parse(File.ReadAllLines(SamplesPath).Single()).GetProperty("completion").GetString());
    }

    // A token boundary may cut a surrogate pair in two.
    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character()
    {
        Write(Example with { Completion = "a\ud83d" });

        Assert.Equal("a\ufffd", JsonElement.Parse(File.ReadAllLines(SamplesPath).Single()).GetProperty("completion").GetString());
    }

    [Fact]
    public void A_reward_that_is_no_number_is_refused()
    {
        using var file = new SampleFile(SamplesPath);

        Assert.Throws<ArgumentException>(() => file.Append(Example with { Reward = double.NaN }));
    }

    [Fact]
    public void Truncating_keeps_what_the_position_covers()
    {
        Write(Example with { Step = 1 }, Example with { Step = 2 }, Example with { Step = 2, SampleIndex = 3 }, Example with { Step = 3 });
        using (var file = new SampleFile(SamplesPath))
        {
            file.TruncateAfter(new RunPosition([], "grpo", 2));
        }

        Assert.Equal([1, 2, 2], File.ReadAllLines(SamplesPath).Select(line => JsonElement.Parse(line).GetProperty("step").GetInt32()));
    }

    private string SamplesPath => _scratch.Below("samples.jsonl");

    private void Write(params SampleRecord[] records)
    {
        using var file = new SampleFile(SamplesPath);
        foreach (var record in records)
        {
            file.Append(record);
        }
        file.Flush();
    }
}
