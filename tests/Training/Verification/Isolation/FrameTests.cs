using System.Buffers.Binary;
using Align.Training.Verification.Isolation;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Training.Verification.Isolation;

public sealed class FrameTests
{
    [Fact]
    public void Frames_come_out_as_they_went_in_however_the_stream_cuts_them() =>
        Prop.ForAll(ArbMap.Default.ArbFor<(byte[][] Frames, PositiveInt Cut)>(), example =>
        {
            var frames = example.Frames.Where(frame => frame is { Length: > 0 }).ToArray();
            using var stream = new MemoryStream();
            foreach (var frame in frames)
            {
                FrameWriter.Write(stream, frame);
            }
            var reader = new FrameReader(new DribblingStream(stream.ToArray(), example.Cut.Get));
            Assert.All(frames, frame => Assert.Equal(frame, reader.Read()));
            Assert.Null(reader.Read());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_bytes_are_frames_an_end_or_refused() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            var reader = new FrameReader(new MemoryStream(bytes));
            var consumed = 0;
            try
            {
                while (reader.Read() is { } frame)
                {
                    Assert.Equal(bytes.AsSpan(consumed + 4, frame.Length).ToArray(), frame);
                    consumed += 4 + frame.Length;
                }
                Assert.Equal(bytes.Length, consumed);
            }
            catch (ProtocolException)
            {
                // What was left was no whole frame.
                Assert.True(bytes.Length - consumed < 4 || BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(consumed)) is var length && (length is 0 or > FrameReader.MaxLength || length > bytes.Length - consumed - 4));
            }
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0u)]
    [InlineData(FrameReader.MaxLength + 1u)]
    [InlineData(uint.MaxValue)]
    public void An_impossible_length_is_refused_before_anything_is_set_aside(uint length)
    {
        var header = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(header, length);
        var reader = new FrameReader(new MemoryStream(header));
        Assert.Throws<ProtocolException>(() => new FrameReader(new MemoryStream(header)).Read());
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ProtocolException>(() => reader.Read());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    public void A_stream_that_ends_within_a_frame_is_refused(int length)
    {
        using var stream = new MemoryStream();
        FrameWriter.Write(stream, [1, 2, 3, 4]);
        Assert.Throws<ProtocolException>(() => new FrameReader(new MemoryStream(stream.ToArray()[..length])).Read());
    }

    [Fact]
    public void Any_bytes_as_an_answer_are_an_answer_or_refused() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            try
            {
                Assert.NotNull(ScoringJson.Read<ScoringAnswer>(bytes).Id);
            }
            catch (ProtocolException)
            {
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Lines_come_out_as_they_went_in_and_a_line_without_an_end_is_none()
    {
        var reader = new LineReader(new DribblingStream("a\r\n\nlonger\nrest"u8.ToArray(), 3));
        Assert.Equal(["a", "", "longer"], new[] { reader.Read(), reader.Read(), reader.Read() }.AsEnumerable());
        Assert.Null(reader.Read());
    }

    /// <summary>Gives a few bytes at a time, as pipes do.</summary>
    private sealed class DribblingStream(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(most, buffer.Length)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(most, count));
    }
}
