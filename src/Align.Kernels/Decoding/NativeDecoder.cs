using Align.Kernels.Interop;

namespace Align.Kernels.Decoding;

/// <summary>A transformer that reads tokens into a paged cache (Kwon et al. 2023, arXiv:2309.06180) and draws the next ones, many sequences a call.</summary>
/// <remarks>
/// A row's result depends on its own sequence alone, to the last bit: not on the other rows of a step, their number or order, and not on
/// the number of threads. Used by one thread at a time; a step allocates nothing.
/// </remarks>
public sealed unsafe class NativeDecoder : IDisposable
{
    /// <summary>Positions of one page of the cache.</summary>
    public const int PageTokens = 16;

    private readonly DecoderHandle _handle;
    private readonly PackedWeights _weights;
    private readonly float[] _cosines;
    private readonly float[] _sines;
    private readonly int _positions;
    private readonly int _threads;

    /// <summary>A decoder of given weights, with an empty cache.</summary>
    /// <param name="weights">Not owned.</param>
    /// <param name="cosines">Of the rotary angles, [positions, D/2]; as many positions as a sequence may have.</param>
    /// <param name="sines">Of the same angles.</param>
    /// <param name="maxRows">The most tokens read in one step.</param>
    /// <param name="maxLogitsRows">The most rows of logits in one step.</param>
    /// <param name="threads">Threads of a step; at least 1.</param>
    /// <exception cref="InsufficientMemoryException">What a step needs does not fit into memory.</exception>
    /// <exception cref="ObjectDisposedException">The weights are freed.</exception>
    public NativeDecoder(PackedWeights weights, ReadOnlySpan<float> cosines, ReadOnlySpan<float> sines, int maxRows, int maxLogitsRows, int threads)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        (_weights, _threads) = (weights, threads);
        (_cosines, _sines) = (Pinned(cosines), Pinned(sines));
        _positions = cosines.Length / (weights.Shape.HeadDim / 2);
        (MaxRows, MaxLogitsRows) = (maxRows, maxLogitsRows);
        _handle = Create();
        if (_handle.IsInvalid) throw new InsufficientMemoryException("the decode engine's room for a step does not fit into memory; fewer sequences at once take less");
    }

    /// <summary>The most tokens read in one step.</summary>
    public int MaxRows { get; }

    /// <summary>The most rows of logits in one step.</summary>
    public int MaxLogitsRows { get; }

    /// <summary>The pages that there is room for.</summary>
    public int Pages { get; private set; }

    /// <summary>Makes room for more pages and keeps what is in them.</summary>
    /// <param name="pages">How many there shall be.</param>
    /// <exception cref="InsufficientMemoryException">They do not fit into memory.</exception>
    public void Reserve(int pages)
    {
        if (pages <= Pages) return;
        if (NativeMethods.align_decoder_reserve(_handle, pages) != 0)
            throw new InsufficientMemoryException($"the decode engine's cache of {pages} pages of {PageTokens} tokens does not fit into memory; fewer sequences at once take less");
        Pages = pages;
    }

    /// <summary>Copies a page, all layers of it.</summary>
    /// <param name="from">The page that is copied.</param>
    /// <param name="to">The page that is overwritten.</param>
    public void CopyPage(int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)from, (uint)Pages, nameof(from));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)to, (uint)Pages, nameof(to));
        NativeMethods.align_decoder_copy_page(_handle, from, to);
    }

    /// <summary>Reads tokens into the cache, then draws.</summary>
    /// <param name="tables">The pages of each sequence, in the order of its positions: [sequences, <paramref name="tableWidth"/>].</param>
    /// <param name="tableWidth">Pages of a sequence.</param>
    /// <param name="rows">The tokens; those of one sequence stand together, in the order of their positions.</param>
    /// <param name="draws">The draws, in the order of their rows of logits.</param>
    /// <param name="drawn">Receives one token a draw.</param>
    /// <param name="options">How tokens are drawn.</param>
    /// <exception cref="ArgumentException">More than the decoder was made for, or a row outside the vocabulary, the positions, the tables or the pages.</exception>
    public void Step(ReadOnlySpan<int> tables, int tableWidth, ReadOnlySpan<TokenRow> rows, ReadOnlySpan<TokenDraw> draws, Span<DrawnToken> drawn, in DrawOptions options)
    {
        RequireSound(tables, tableWidth, rows);
        var logitsRows = RequireLogits(rows);
        RequireInOrder(draws, logitsRows);
        ArgumentOutOfRangeException.ThrowIfLessThan(drawn.Length, draws.Length, nameof(drawn));
        fixed (int* tablesAt = tables)
        fixed (TokenRow* rowsAt = rows)
        fixed (TokenDraw* drawsAt = draws)
        fixed (DrawnToken* drawnAt = drawn)
        {
            var step = new NativeStep
            {
                PageTables = tablesAt,
                TableWidth = tableWidth,
                Rows = rowsAt,
                RowCount = rows.Length,
                Draws = drawsAt,
                DrawCount = draws.Length,
                Drawn = drawnAt,
                Options = options,
                Threads = _threads,
            };
            NativeMethods.align_decoder_step(_handle, &step);
        }
        GC.KeepAlive(_weights);
    }

    /// <summary>Frees the cache.</summary>
    public void Dispose() => _handle.Dispose();

    private static float[] Pinned(ReadOnlySpan<float> values)
    {
        var copy = GC.AllocateUninitializedArray<float>(values.Length, pinned: true);
        values.CopyTo(copy);
        return copy;
    }

    private DecoderHandle Create()
    {
        // The model is not freed as long as a decoder of it is there.
        var referenced = false;
        _weights.Handle.DangerousAddRef(ref referenced);
        var decoder = IntPtr.Zero;
        try
        {
            fixed (float* cosines = _cosines, sines = _sines)
            {
                var rotary = new NativeRotary(_positions, cosines, sines);
                decoder = NativeMethods.align_decoder_new(_weights.Handle, &rotary, MaxRows, MaxLogitsRows, _threads);
            }
            return new DecoderHandle(_weights.Handle, decoder);
        }
        finally
        {
            if (decoder == IntPtr.Zero) _weights.Handle.DangerousRelease();
        }
    }

    private void RequireSound(ReadOnlySpan<int> tables, int tableWidth, ReadOnlySpan<TokenRow> rows)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows.Length, MaxRows, nameof(rows));
        foreach (var row in rows)
        {
            var page = row.Position / PageTokens;
            var isSound = (uint)row.Token < (uint)_weights.Shape.Vocabulary && (uint)row.Position < (uint)_positions && page < tableWidth
                && (ulong)row.Sequence * (uint)tableWidth < (ulong)tables.Length && (uint)tables[(row.Sequence * tableWidth) + page] < (uint)Pages;
            if (!isSound) throw new ArgumentException($"{row} lies outside the vocabulary of {_weights.Shape.Vocabulary}, the {_positions} positions, the tables or the {Pages} pages", nameof(rows));
        }
    }

    private static void RequireInOrder(ReadOnlySpan<TokenDraw> draws, int logitsRows)
    {
        var last = 0;
        foreach (var draw in draws)
        {
            if (draw.LogitsRow < last || draw.LogitsRow >= logitsRows)
                throw new ArgumentException($"a draw asks for row {draw.LogitsRow} of {logitsRows} rows of logits, or comes after one that asks for a later row", nameof(draws));
            last = draw.LogitsRow;
        }
    }

    private int RequireLogits(ReadOnlySpan<TokenRow> rows)
    {
        var count = 0;
        foreach (var row in rows)
        {
            if (row.LogitsRow >= 0 && row.LogitsRow != count++) throw new ArgumentException($"{row} is out of turn: rows of logits are numbered 0, 1, 2, …", nameof(rows));
        }
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxLogitsRows, nameof(rows));
        return count;
    }
}
