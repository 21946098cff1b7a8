using System.Runtime.InteropServices;

namespace Align.Kernels.Decoding;

/// <summary>One token to draw.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct TokenDraw
{
    private readonly int _logitsRow;
    private readonly int _reserved;
    private readonly double _uniform;

    /// <summary>A draw from a row of logits of the same step; several may share one.</summary>
    /// <param name="logitsRow">The row.</param>
    /// <param name="uniform">In [0, 1); not looked at where the likeliest token is taken.</param>
    public TokenDraw(int logitsRow, double uniform) => (_logitsRow, _reserved, _uniform) = (logitsRow, 0, uniform);

    /// <summary>The row.</summary>
    public int LogitsRow => _logitsRow;
}
