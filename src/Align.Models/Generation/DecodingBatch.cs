using System.Collections.Immutable;
using Align.Models.Transformers;

namespace Align.Models.Generation;

/// <summary>The rows that are decoded together, their cache and their padding. Prompts are padded on the left, so that all rows grow at the same column.</summary>
internal sealed class DecodingBatch : IDisposable
{
    // A batch is rebuilt when at most half of its rows still grow; then the copy is paid back within a few tokens.
    private const int CompactionFactor = 2;

    private readonly DecoderTransformer _model;
    private readonly int _capacity;
    private readonly List<ImmutableArray<int>> _prompts = [];
    private int[] _promptOfRow;
    private KeyValueCache? _cache;
    private Tensor? _keyMask;
    private bool _promptsRead;

    public DecodingBatch(DecoderTransformer model, IReadOnlyList<DecodingRow> rows, int maxNewTokens)
    {
        _model = model;
        Rows = rows;
        _promptOfRow = NumberPrompts(rows);
        PromptColumns = _prompts.Max(prompt => prompt.Length);
        // The last token is sampled and never read.
        _capacity = PromptColumns + maxNewTokens - 1;
    }

    /// <summary>The rows in the batch now; finished ones leave it from time to time.</summary>
    public IReadOnlyList<DecodingRow> Rows { get; private set; }

    public bool HasUnfinished => Rows.Any(row => !row.IsFinished);

    private int PromptColumns { get; }

    /// <summary>Which row of the logits belongs to a row of the batch: the prompt's, until the first token is read.</summary>
    public int LogitsRow(int row) => _promptsRead ? row : _promptOfRow[row];

    /// <summary>Reads every distinct prompt once. Gives float32 logits [prompts, V] on the CPU.</summary>
    public Tensor ReadPrompts()
    {
        using var scope = torch.NewDisposeScope();
        var (ids, mask) = PadPrompts();
        var keyMask = _prompts.All(prompt => prompt.Length == PromptColumns) ? null : mask;
        var positions = AttentionMask.Positions(mask);
        _cache = new KeyValueCache(_model.Config, _prompts.Count, PromptColumns, _model.Dtype, _model.Device);
        var hidden = _model.HiddenStates(ids, positions, keyMask, _cache);
        _keyMask = keyMask is null ? null : WithRoomToGrow(keyMask);
        return ToCpu(_model.Logits(hidden.narrow(1, PromptColumns - 1, 1)));
    }

    /// <summary>Reads the last token of every row. Gives float32 logits [rows, V] on the CPU.</summary>
    public Tensor ReadNextTokens()
    {
        using var scope = torch.NewDisposeScope();
        if (!_promptsRead) KeepRows([.. Enumerable.Range(0, Rows.Count).Where(row => !Rows[row].IsFinished)], row => _promptOfRow[row]);
        else CompactIfWorthwhile();
        _promptsRead = true;
        var ids = Column(Rows.Select(row => (long)row.LastToken));
        var positions = Column(Rows.Select(row => (long)row.LastPosition));
        var keyMask = _keyMask?.narrow(1, 0, _cache!.Length + 1);
        return ToCpu(_model.Logits(_model.HiddenStates(ids, positions, keyMask, _cache!)));
    }

    public void Dispose()
    {
        _cache?.Dispose();
        _keyMask?.Dispose();
    }

    private int[] NumberPrompts(IReadOnlyList<DecodingRow> rows)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var ofRow = new int[rows.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            var prompt = rows[row].Request.PromptTokenIds;
            var key = string.Join(',', prompt);
            if (!numbers.TryGetValue(key, out ofRow[row]))
            {
                ofRow[row] = numbers[key] = _prompts.Count;
                _prompts.Add(prompt);
            }
        }
        return ofRow;
    }

    private (Tensor Ids, Tensor Mask) PadPrompts()
    {
        var ids = new long[_prompts.Count * PromptColumns];
        var mask = new bool[ids.Length];
        for (var row = 0; row < _prompts.Count; row++)
        {
            var at = ((row + 1) * PromptColumns) - _prompts[row].Length;
            foreach (var id in _prompts[row])
            {
                ids[at] = id;
                mask[at++] = true;
            }
        }
        long[] shape = [_prompts.Count, PromptColumns];
        return (torch.tensor(ids, shape, device: _model.Device), torch.tensor(mask, shape, device: _model.Device));
    }

    private Tensor WithRoomToGrow(Tensor keyMask)
    {
        var room = torch.ones([keyMask.shape[0], _capacity - PromptColumns], dtype: ScalarType.Bool, device: _model.Device);
        return torch.cat([keyMask, room], 1).DetachFromDisposeScope();
    }

    private void CompactIfWorthwhile()
    {
        int[] growing = [.. Enumerable.Range(0, Rows.Count).Where(row => !Rows[row].IsFinished)];
        if (growing.Length * CompactionFactor <= Rows.Count) KeepRows(growing, row => row);
    }

    private void KeepRows(int[] rows, Func<int, int> cacheRow)
    {
        var chosen = torch.tensor(Array.ConvertAll(rows, row => (long)cacheRow(row)), device: _model.Device);
        using (var old = _cache!) _cache = old.Select(chosen, _capacity);
        if (_keyMask is not null)
        {
            using var old = _keyMask;
            _keyMask = old.index_select(0, chosen).DetachFromDisposeScope();
        }
        _promptOfRow = Array.ConvertAll(rows, row => _promptOfRow[row]);
        Rows = Array.ConvertAll(rows, row => Rows[row]);
    }

    private Tensor Column(IEnumerable<long> values)
    {
        long[] column = [.. values];
        return torch.tensor(column, [column.Length, 1], device: _model.Device);
    }

    private static Tensor ToCpu(Tensor logits) =>
        logits.to(ScalarType.Float32).cpu().contiguous().MoveToOuterDisposeScope();
}
