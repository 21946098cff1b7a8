using Align.Kernels.Decoding;

namespace Align.Models.Generation;

/// <summary>Which pages of a decoder's cache are free. Grows as needed, between steps.</summary>
internal sealed class PagePool(NativeDecoder decoder)
{
    private const int Growth = 64;
    private readonly Stack<int> _free = new();

    /// <summary>Pages that hold a given number of tokens.</summary>
    public static int For(int tokens) => (tokens + NativeDecoder.PageTokens - 1) / NativeDecoder.PageTokens;

    /// <summary>Takes a page for each place.</summary>
    public void Take(Span<int> places)
    {
        while (_free.Count < places.Length) Grow();
        foreach (ref var place in places) place = _free.Pop();
    }

    /// <summary>Gives pages back.</summary>
    public void Return(ReadOnlySpan<int> pages)
    {
        foreach (var page in pages) _free.Push(page);
    }

    private void Grow()
    {
        var before = decoder.Pages;
        decoder.Reserve(before + Growth);
        // The lowest page is taken first.
        for (var page = decoder.Pages - 1; page >= before; page--) _free.Push(page);
    }
}
