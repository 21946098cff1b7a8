using Align.Kernels.Interop;

namespace Align.Kernels.Decoding;

/// <summary>A transformer that reads tokens into a paged cache (Kwon et al. 2023, arXiv:2309.06180) and draws the next ones, many sequences a call.</summary>
/// <remarks>
/// A row's result depends on its own sequence alone, to the last bit: not on the other rows of a step, their number or order, and not on
/// the number of threads. Matrices are copied at construction into the order in which they are read; norms and the embedding are
/// read in place. Used by one thread at a time; a step allocates nothing.
/// </remarks>
public sealed unsafe class NativeDecoder : IDisposable
{
    /// <summary>Positions of one page of the cache.</summary>
    public const int PageTokens = 16;

    private readonly DecoderHandle _handle;
    private readonly DecoderShape _shape;
    private readonly DecoderTensors _tensors;
    private readonly float[] _cosines;
    private readonly float[] _sines;
    private readonly int _positions;
    private readonly int _threads;

    /// <summary>A decoder of given weights, which may not change while it lives.</summary>
    /// <param name="shape">Sizes.</param>
    /// <param name="tensors">Weights of these sizes.</param>
    /// <param name="cosines">Of the rotary angles, [positions, D/2]; as many positions as a sequence may have.</param>
    /// <param name="sines">Of the same angles.</param>
    /// <param name="maxRows">The most tokens read in one step.</param>
    /// <param name="maxLogitsRows">The most rows of logits in one step.</param>
    /// <param name="threads">Threads of a step; at least 1.</param>
    /// <exception cref="ArgumentException">The weights cannot be read in place.</exception>
    /// <exception cref="InsufficientMemoryException">The copies do not fit into memory.</exception>
    public NativeDecoder(DecoderShape shape, DecoderTensors tensors, ReadOnlySpan<float> cosines, ReadOnlySpan<float> sines, int maxRows, int maxLogitsRows, int threads)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (!tensors.AreReadable) throw new ArgumentException("the weights must be float32, contiguous and in host memory", nameof(tensors));
        (_shape, _tensors, _threads) = (shape, tensors, threads);
        (_cosines, _sines) = (Pinned(cosines), Pinned(sines));
        _positions = cosines.Length / (shape.HeadDim / 2);
        (MaxRows, MaxLogitsRows) = (maxRows, maxLogitsRows);
        _handle = new DecoderHandle(Create());
        if (_handle.IsInvalid) throw new InsufficientMemoryException("the decode engine's copy of the weights does not fit into memory");
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
        GC.KeepAlive(_tensors);
    }

    /// <summary>Frees the copies and the cache.</summary>
    public void Dispose() => _handle.Dispose();

    private static float[] Pinned(ReadOnlySpan<float> values)
    {
        var copy = GC.AllocateUninitializedArray<float>(values.Length, pinned: true);
        values.CopyTo(copy);
        return copy;
    }

    private IntPtr Create()
    {
        var shape = new NativeShape(_shape, _positions);
        var layers = _tensors.Layers.Select(layer => new NativeLayer(layer)).ToArray();
        fixed (float* cosines = _cosines, sines = _sines)
        fixed (NativeLayer* layersAt = layers)
        {
            var weights = new NativeWeights(_tensors, cosines, sines);
            return NativeMethods.align_decoder_new(&shape, &weights, layersAt, MaxRows, MaxLogitsRows, _threads);
        }
    }

    private void RequireSound(ReadOnlySpan<int> tables, int tableWidth, ReadOnlySpan<TokenRow> rows)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows.Length, MaxRows, nameof(rows));
        foreach (var row in rows)
        {
            var page = row.Position / PageTokens;
            var isSound = (uint)row.Token < (uint)_shape.Vocabulary && (uint)row.Position < (uint)_positions && page < tableWidth
                && (ulong)row.Sequence * (uint)tableWidth < (ulong)tables.Length && (uint)tables[(row.Sequence * tableWidth) + page] < (uint)Pages;
            if (!isSound) throw new ArgumentException($"{row} lies outside the vocabulary of {_shape.Vocabulary}, the {_positions} positions, the tables or the {Pages} pages", nameof(rows));
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
