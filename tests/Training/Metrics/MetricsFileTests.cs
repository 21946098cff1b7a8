using System.Text;
using Align.Core;
using Align.Tests.Training.Checkpoints;
using Align.Training.Metrics;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Training.Metrics;

public sealed class MetricsFileTests : IDisposable
{
    private readonly ScratchDirectory _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_record_is_one_line_in_the_order_given()
    {
        Write(Of("grpo", 12, ("reward", 0.5), ("kl", 1e-7), ("completions/mean_length", 3)));

        Assert.Equal("{\"stage\":\"grpo\",\"step\":12,\"reward\":0.5,\"kl\":1E-07,\"completions/mean_length\":3}\n", Text);
    }

    [Fact]
    public void Every_number_reads_back_to_the_bit() => Prop
        .ForAll<double>(value =>
        {
            File.Delete(MetricsPath);
            Write(Of("s", 1, ("x", value)));
            return BitConverter.DoubleToInt64Bits(MetricsFile.Read(MetricsPath).Single().Values[0].Value) == BitConverter.DoubleToInt64Bits(value);
        })
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(double.NaN, "\"NaN\"")]
    [InlineData(double.PositiveInfinity, "\"Infinity\"")]
    [InlineData(double.NegativeInfinity, "\"-Infinity\"")]
    [InlineData(-0.0, "-0")]
    [InlineData(0.1, "0.1")]
    [InlineData(1e300, "1E+300")]
    public void Numbers_have_one_spelling(double value, string spelling)
    {
        Write(Of("s", 1, ("x", value)));

        Assert.Equal($"{{\"stage\":\"s\",\"step\":1,\"x\":{spelling}}}\n", Text);
        Assert.Equal(value, MetricsFile.Read(MetricsPath).Single().Values[0].Value);
    }

    [Fact]
    public void A_line_can_be_read_as_soon_as_it_was_appended()
    {
        using var file = new MetricsFile(MetricsPath);

        file.Append(Of("sft", 1, ("loss", 2)));
        Assert.Single(MetricsFile.Read(MetricsPath));
        file.Append(Of("sft", 2, ("loss", 1)));
        Assert.Equal([1L, 2L], MetricsFile.Read(MetricsPath).Select(record => record.Step));
    }

    [Fact]
    public void Reopening_appends()
    {
        Write(Of("sft", 1, ("loss", 2)));
        Write(Of("sft", 2, ("loss", 1)));

        Assert.Equal([2.0, 1.0], MetricsFile.Read(MetricsPath).Select(record => record.Values[0].Value));
    }

    [Fact]
    public void Truncating_keeps_what_the_position_covers()
    {
        Write(Of("sft", 1), Of("sft", 2), Of("grpo", 1), Of("grpo", 2), Of("grpo", 3), Of("eval", 1));
        using (var file = new MetricsFile(MetricsPath))
        {
            file.TruncateAfter(new RunPosition(["sft"], "grpo", 2));
            file.Append(Of("grpo", 3, ("again", 1)));
        }

        Assert.Equal(["sft 1", "sft 2", "grpo 1", "grpo 2", "grpo 3"], MetricsFile.Read(MetricsPath).Select(record => $"{record.Stage} {record.Step}"));
        Assert.Equal("again", MetricsFile.Read(MetricsPath).Last().Values[0].Key);
    }

    [Fact]
    public void Truncating_to_before_the_first_line_empties_the_file()
    {
        Write(Of("sft", 1), Of("sft", 2));
        using (var file = new MetricsFile(MetricsPath))
        {
            file.TruncateAfter(new RunPosition([], "sft", 0));
        }

        Assert.Empty(Text);
    }

    // A killed run wrote 1..b; the resumed one cuts after its checkpoint c and writes c+1..n. The bytes are those of a run never killed.
    [Fact]
    public void A_cut_and_rewritten_file_equals_one_that_was_written_at_once() => Prop
        .ForAll(Gen.Choose(0, 12).ToArbitrary(), Gen.Choose(0, 12).ToArbitrary(), (reached, saved) =>
        {
            File.Delete(MetricsPath);
            Write([.. Enumerable.Range(1, 12).Select(Line)]);
            var whole = Text;
            File.Delete(MetricsPath);
            Write([.. Enumerable.Range(1, Math.Max(reached, saved)).Select(Line)]);
            using (var file = new MetricsFile(MetricsPath))
            {
                file.TruncateAfter(new RunPosition([], "grpo", saved));
                Enumerable.Range(saved + 1, 12 - saved).Select(Line).ToList().ForEach(file.Append);
            }
            return Text == whole;
        })
        .QuickCheckThrowOnFailure();

    // Cut the last line at every byte: the lines before it stay, and the next one starts a line of its own.
    [Fact]
    public void A_torn_last_line_is_passed_over_and_then_removed()
    {
        Write(Of("sft", 1, ("loss", 2)), Of("sft", 2, ("loss", 1)));
        var whole = File.ReadAllBytes(MetricsPath);
        var firstLine = Array.IndexOf(whole, (byte)'\n') + 1;
        for (var length = firstLine; length < whole.Length; length++)
        {
            File.WriteAllBytes(MetricsPath, whole[..length]);
            Assert.Equal([1L], MetricsFile.Read(MetricsPath).Select(record => record.Step));

            Write(Of("sft", 2, ("loss", 1)));
            Assert.Equal(whole, File.ReadAllBytes(MetricsPath));
        }
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[1,2]")]
    [InlineData("{\"step\":2}")]
    [InlineData("{\"stage\":\"sft\"}")]
    [InlineData("{\"stage\":\"sft\",\"step\":\"2\"}")]
    [InlineData("{\"stage\":1,\"step\":2}")]
    [InlineData("{\"stage\":null,\"step\":2}")]
    [InlineData("{\"stage\":\"sft\",\"step\":2,\"loss\":true}")]
    [InlineData("")]
    public void A_broken_line_is_named(string line)
    {
        File.WriteAllText(MetricsPath, $"{{\"stage\":\"sft\",\"step\":1}}\n{line}\n{{\"stage\":\"sft\",\"step\":3}}\n");

        var refusal = Assert.Throws<DataFileException>(() => MetricsFile.Read(MetricsPath).ToList());

        Assert.Equal(2, refusal.Line);
        Assert.Equal(MetricsPath, refusal.Path);
    }

    [Fact]
    public void A_line_longer_than_any_buffer_is_read()
    {
        var many = Enumerable.Range(0, 20_000).Select(i => ($"metric/{i}", (double)i)).ToArray();
        Write(Of("s", 1, many), Of("s", 2));

        Assert.Equal(20_000, MetricsFile.Read(MetricsPath).First().Values.Count);
        Assert.Equal(2, MetricsFile.Read(MetricsPath).Count());
    }

    [SkippableFact]
    public void A_full_disk_is_an_exception_each_time_and_not_a_hang()
    {
        Skip.IfNot(File.Exists("/dev/full"), "There is no /dev/full to write to.");
        using var file = new MetricsFile("/dev/full");

        Assert.Throws<IOException>(() => file.Append(Of("s", 1, ("x", 1))));
        Assert.Throws<IOException>(() => file.Append(Of("s", 2, ("x", 1))));
    }

    [Theory]
    [InlineData("stage")]
    [InlineData("step")]
    [InlineData("twice")]
    public void A_name_that_is_taken_is_refused_and_nothing_is_written(string name)
    {
        using var file = new MetricsFile(MetricsPath);

        Assert.Throws<ArgumentException>(() => file.Append(Of("s", 1, ("twice", 1), (name, 2))));

        Assert.Empty(Text);
    }

    [Theory]
    [InlineData("timing_s/rollout", true)]
    [InlineData("perf/tokens_per_second", true)]
    [InlineData("wall_clock", true)]
    [InlineData("wall_clock/other", false)]
    [InlineData("reward", false)]
    [InlineData("timing_s", false)]
    [InlineData("rewards/perf/mean", false)]
    public void Only_three_kinds_of_names_tell_of_the_clock(string name, bool tells) =>
        Assert.Equal(tells, MetricsRecord.TellsOfTheClock(name));

    private string MetricsPath => _scratch.Below("metrics.jsonl");

    private string Text
    {
        get
        {
            using var stream = new FileStream(MetricsPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            return reader.ReadToEnd();
        }
    }

    private static MetricsRecord Line(int step) => Of("grpo", step, ("reward", Math.Sin(step)), ("kl", 1.0 / step));

    private static MetricsRecord Of(string stage, long step, params (string Name, double Value)[] values) =>
        new(stage, step, [.. values.Select(value => KeyValuePair.Create(value.Name, value.Value))]);

    private void Write(params MetricsRecord[] records)
    {
        using var file = new MetricsFile(MetricsPath);
        foreach (var record in records)
        {
            file.Append(record);
        }
        file.Flush();
    }
}
