namespace Align.Torch;

public static partial class torch
{
    /// <summary>Neural networks.</summary>
    public static partial class nn
    {
    }
}
