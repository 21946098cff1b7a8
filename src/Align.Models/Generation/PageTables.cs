namespace Align.Models.Generation;

/// <summary>The pages of each sequence, in the order of its positions.</summary>
/// <param name="sequences">Rows.</param>
/// <param name="width">The most pages of a sequence.</param>
internal sealed class PageTables(int sequences, int width)
{
    private readonly int[] _pages = new int[sequences * width];

    public int Width => width;

    public ReadOnlySpan<int> All => _pages;

    public Span<int> this[int sequence] => _pages.AsSpan(sequence * width, width);
}
