using Align.Kernels.Decoding;
using Align.Models.Transformers;

namespace Align.Models.Generation;

/// <summary>Generation by the native engine: completions grow in slots, and the slot of a finished one is taken by the next (Yu et al., OSDI 2022).</summary>
/// <remarks>
/// Each distinct prompt is read once, and the first tokens of all its completions are drawn from that reading. A completion's tokens and
/// numbers do not depend on the number of slots, on its neighbours or on the number of threads.
/// </remarks>
internal sealed class ContinuousDecoding : IDisposable
{
    // Longer prompts are read in several steps, shorter ones together.
    private const int PromptTokensAtOnce = 512;

    private readonly int _maxNewTokens;
    private readonly IReadOnlyList<PromptGroup> _groups;
    private readonly NativeDecoder _decoder;
    private readonly PagePool _pool;
    private readonly PageTables _tables;
    private readonly DecodingStep _step;
    private readonly Stack<int> _free;
    private readonly Queue<(DecodingRow Row, PromptGroup Group)> _waiting = new();
    private readonly List<(DecodingRow Row, PromptGroup Group, int Slot)> _growing;
    private readonly int _slots;
    private int _nextGroup;

    private ContinuousDecoding(TransformerConfig config, PackedWeights weights, IReadOnlyList<DecodingRow> rows, SamplingOptions options, int slots)
    {
        _maxNewTokens = options.MaxNewTokens;
        _groups = PromptGroup.Of(rows);
        _slots = slots;
        var positions = _groups.Max(group => group.Tokens.Length) + _maxNewTokens - 1;
        var promptTokens = (int)Math.Min(PromptTokensAtOnce, _groups.Sum(group => (long)group.Tokens.Length));
        _decoder = DecodeEngine.Create(config, weights, positions, Math.Max(slots, promptTokens), slots);
        _pool = new PagePool(_decoder);
        // One table a slot, and one for each prompt that is being read.
        _tables = new PageTables(2 * slots, PagePool.For(positions));
        _step = new DecodingStep(_decoder, _tables, options, slots + _groups.Max(group => group.Rows.Count));
        _free = new Stack<int>(Enumerable.Range(0, slots).Reverse());
        _growing = new(slots);
    }

    /// <summary>Samples one completion a request.</summary>
    /// <param name="config">The model's.</param>
    /// <param name="weights">Its matrices; not owned.</param>
    /// <param name="rows">Completions not yet begun; they receive their tokens.</param>
    /// <param name="options">How tokens are drawn.</param>
    /// <param name="slots">The most sequences decoded at once; at least 1.</param>
    /// <param name="cancellationToken">Looked at before every step.</param>
    public static void Run(TransformerConfig config, PackedWeights weights, IReadOnlyList<DecodingRow> rows, SamplingOptions options, int slots, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return;
        using var decoding = new ContinuousDecoding(config, weights, rows, options, Math.Min(slots, rows.Count));
        decoding.Run(cancellationToken);
    }

    public void Dispose() => _decoder.Dispose();

    private void Run(CancellationToken cancellationToken)
    {
        while (true)
        {
            FillSlots(cancellationToken);
            if (_growing.Count == 0) return;
            cancellationToken.ThrowIfCancellationRequested();
            Advance();
        }
    }

    private void FillSlots(CancellationToken cancellationToken)
    {
        while (_free.Count > 0)
        {
            if (_waiting.TryDequeue(out var next))
            {
                Seat(next.Row, next.Group);
                continue;
            }
            if (_nextGroup == _groups.Count) return;
            cancellationToken.ThrowIfCancellationRequested();
            ReadPrompts();
        }
    }

    // As many prompts as fit into one step and as the free slots have use for, but at least one.
    private void ReadPrompts()
    {
        var first = _nextGroup;
        while (_nextGroup < _groups.Count && (_nextGroup == first || Fits(_groups[_nextGroup])))
        {
            var group = _groups[_nextGroup];
            var sequence = _slots + _nextGroup++ - first;
            _pool.Take(group.Pages);
            group.Pages.CopyTo(_tables[sequence]);
            Read(group, sequence);
        }
        _step.Run();
        for (var index = first; index < _nextGroup; index++) Queue(_groups[index]);
    }

    private bool Fits(PromptGroup group) =>
        _step.Draws < _free.Count && group.Rows.Count <= _step.RoomForDraws && group.Tokens.Length <= _step.Room;

    private void Read(PromptGroup group, int sequence)
    {
        for (var position = 0; position < group.Tokens.Length; position++)
        {
            if (_step.Room == 0) _step.Run();
            _step.Read(group.Tokens[position], position, sequence, withLogits: position == group.Tokens.Length - 1);
        }
        foreach (var row in group.Rows) _step.Draw(row);
    }

    private void Queue(PromptGroup group)
    {
        foreach (var row in group.Rows.Where(row => !row.IsFinished))
        {
            _waiting.Enqueue((row, group));
            group.Growing++;
        }
        if (group.Growing == 0) _pool.Return(group.Pages);
    }

    private void Seat(DecodingRow row, PromptGroup group)
    {
        var slot = _free.Pop();
        var table = _tables[slot];
        var shared = group.SharedPages;
        group.Pages.AsSpan(0, shared).CopyTo(table);
        _pool.Take(OwnPages(group, slot));
        if (shared < group.Pages.Length) _decoder.CopyPage(group.Pages[shared], table[shared]);
        _growing.Add((row, group, slot));
    }

    private void Advance()
    {
        foreach (var (row, _, slot) in _growing)
        {
            _step.Read(row.LastToken, row.LastPosition, slot, withLogits: true);
            _step.Draw(row);
        }
        _step.Run();
        var kept = 0;
        for (var index = 0; index < _growing.Count; index++)
        {
            var (row, group, slot) = _growing[index];
            if (row.IsFinished) Leave(group, slot);
            else _growing[kept++] = _growing[index];
        }
        _growing.RemoveRange(kept, _growing.Count - kept);
    }

    private void Leave(PromptGroup group, int slot)
    {
        _pool.Return(OwnPages(group, slot));
        _free.Push(slot);
        if (--group.Growing == 0) _pool.Return(group.Pages);
    }

    // The last token of a completion is drawn and never read.
    private Span<int> OwnPages(PromptGroup group, int slot) =>
        _tables[slot][group.SharedPages..PagePool.For(group.Tokens.Length + _maxNewTokens - 1)];
}
