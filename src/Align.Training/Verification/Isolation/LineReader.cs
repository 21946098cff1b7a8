using System.Buffers;
using System.Text;

namespace Align.Training.Verification.Isolation;

/// <summary>Reads lines of UTF-8 of bounded length.</summary>
internal sealed class LineReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly ArrayBufferWriter<byte> _line = new();
    private int _at;
    private int _filled;

    /// <summary>The next line without its end; <see langword="null"/> at the end of the stream. What stands there without a line end is no line.</summary>
    /// <exception cref="ProtocolException">A line has no end within the length of a frame.</exception>
    public string? Read()
    {
        _line.ResetWrittenCount();
        while (true)
        {
            var end = Array.IndexOf(_buffer, (byte)'\n', _at, _filled - _at);
            var taken = (end < 0 ? _filled : end) - _at;
            if (_line.WrittenCount + taken > FrameReader.MaxLength)
            {
                throw new ProtocolException(FormattableString.Invariant($"a line of more than {FrameReader.MaxLength} bytes"));
            }
            _line.Write(_buffer.AsSpan(_at, taken));
            _at = end < 0 ? _filled : end + 1;
            if (end >= 0)
            {
                return Encoding.UTF8.GetString(_line.WrittenSpan).TrimEnd('\r');
            }
            (_at, _filled) = (0, stream.Read(_buffer));
            if (_filled == 0)
            {
                return null;
            }
        }
    }
}
