using Align.Core;
using Align.Models.Adapters;
using Align.Models.Transformers.Activations;

namespace Align.Models.Transformers;

/// <summary>A decoder-only transformer with the weight names of the published Qwen2, Qwen3 and Llama checkpoints.</summary>
/// <remarks>
/// The same parameters serve the sampler and the learner. Passes only read them, so that several threads may run passes
/// at once as long as nobody writes. <c>lm_head.weight</c> exists only where the head is not tied.
/// </remarks>
public sealed class DecoderTransformer : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly DecoderStack _stack;
    private readonly Linear? _head;
    private readonly RotaryEmbedding _rotary;
    private DropoutNoise? _noise;

    /// <summary>A transformer with untrained weights; see <see cref="TransformerInitialization"/> for seeded ones.</summary>
    /// <param name="config">Its shape.</param>
    /// <param name="dtype">The parameters' dtype; float32 unless given.</param>
    /// <exception cref="ArgumentException">The shape is not possible; the message lists every problem.</exception>
    public DecoderTransformer(TransformerConfig config, ScalarType dtype = ScalarType.Float32)
        : base(nameof(DecoderTransformer))
    {
        ArgumentNullException.ThrowIfNull(config);
        var problems = config.Validate();
        if (problems.Count > 0) throw new ArgumentException(string.Join("; ", problems), nameof(config));
        Config = config;
        _rotary = new RotaryEmbedding(config);
        register_module("model", _stack = new DecoderStack(config, dtype));
        if (config.TieWordEmbeddings) return;
        register_module("lm_head", _head = nn.Linear(config.HiddenSize, config.VocabSize, hasBias: false, dtype: dtype));
    }

    /// <summary>The shape.</summary>
    public TransformerConfig Config { get; }

    /// <summary>The parameters' dtype.</summary>
    public ScalarType Dtype => EmbeddingWeight.dtype;

    /// <summary>Where the parameters are.</summary>
    public torch.Device Device => EmbeddingWeight.device;

    /// <summary>The adapter in use; <see langword="null"/> for the model alone.</summary>
    public LoraAdapter? Adapter { get; private set; }

    /// <summary>The projections that an adapter may update.</summary>
    internal IEnumerable<AdaptableLinear> Projections => _stack.Projections;

    private Parameter EmbeddingWeight => _stack.Embedding.weight!;

    /// <summary>Puts an adapter into use: every pass from now on, generation included, is that of W₀ + ΔW. The model's own weights are not touched.</summary>
    /// <param name="adapter">Made for this model's shape; not owned. <see langword="null"/> for the model alone.</param>
    /// <remarks>Counts as writing: nobody may run a pass meanwhile. Without dropout.</remarks>
    public void UseAdapter(LoraAdapter? adapter) => UseAdapter(adapter, noise: null);

    /// <summary>Puts an adapter into use until the scope is disposed.</summary>
    /// <param name="adapter">As for <see cref="UseAdapter(LoraAdapter)"/>.</param>
    /// <param name="dropout">Draws the masks of the adapter's dropout; <see langword="null"/> for none, as outside training.</param>
    public AdapterScope WithAdapter(LoraAdapter? adapter, RandomStream? dropout = null)
    {
        var (before, noiseBefore, probability) = (Adapter, _noise, adapter?.Options.Dropout ?? 0);
        var noise = dropout is not null && probability > 0 ? new DropoutNoise(probability, dropout, Device) : null;
        UseAdapter(adapter, noise);
        return new AdapterScope(() => UseAdapter(before, noiseBefore), noise);
    }

    /// <summary>The logits of every position.</summary>
    /// <param name="ids">int64 [N, T].</param>
    /// <param name="attentionMask">bool [N, T], true for real tokens, padding on either side; <see langword="null"/> where all are real.</param>
    /// <returns>[N, T, V] in the parameters' dtype; position t scores token t + 1. Rows of padding are meaningless and finite.</returns>
    /// <exception cref="ArgumentException">A shape or dtype is wrong, or a row has more real tokens than the model has positions.</exception>
    public override Tensor forward(Tensor ids, Tensor? attentionMask)
    {
        using var scope = torch.NewDisposeScope();
        return Logits(HiddenStates(ids, attentionMask)).MoveToOuterDisposeScope();
    }

    /// <summary>The hidden states of every position, after the last norm.</summary>
    /// <param name="ids">int64 [N, T].</param>
    /// <param name="attentionMask">As for <see cref="forward"/>.</param>
    /// <returns>[N, T, d].</returns>
    /// <exception cref="ArgumentException">As for <see cref="forward"/>.</exception>
    public Tensor HiddenStates(Tensor ids, Tensor? attentionMask) => HiddenStates(ids, attentionMask, recorder: null);

    /// <summary>Reads further tokens of sequences whose beginnings are in a cache.</summary>
    /// <param name="ids">int64 [N, T], the new tokens.</param>
    /// <param name="positions">int64 [N, T], their positions, which count real tokens from 0.</param>
    /// <param name="keyMask">bool [N, Length + T], true for real tokens, the new ones included; <see langword="null"/> where all are real.</param>
    /// <param name="cache">Receives the new tokens.</param>
    /// <returns>Hidden states [N, T, d] of the new tokens.</returns>
    public Tensor HiddenStates(Tensor ids, Tensor positions, Tensor? keyMask, KeyValueCache cache)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(positions);
        ArgumentNullException.ThrowIfNull(cache);
        using var scope = torch.NewDisposeScope();
        var hidden = Run(ids, positions, keyMask, cache, recorder: null);
        cache.Advance(ids.shape[1]);
        return hidden.MoveToOuterDisposeScope();
    }

    /// <summary>The head.</summary>
    /// <param name="hiddenStates">[…, d].</param>
    /// <returns>[…, V].</returns>
    public Tensor Logits(Tensor hiddenStates) =>
        _head is null ? nn.functional.linear(hiddenStates, EmbeddingWeight) : _head.call(hiddenStates);

    /// <summary>The weight of the head, [V, d]; the embedding's where the two are tied.</summary>
    public Parameter HeadWeight => _head is null ? EmbeddingWeight : _head.weight!;

    /// <summary>The hidden states that score each completion token: what <see cref="Logits"/> makes into <see cref="CompletionLogits"/>. Gradients flow.</summary>
    /// <param name="batch">Prompts and completions.</param>
    /// <param name="recorder">Takes down activations and block outputs at the same positions; <see langword="null"/> where nobody asks for them.</param>
    /// <returns>[N, C, d]; row c scores completion token c.</returns>
    public Tensor CompletionHiddenStates(CompletionBatch batch, ActivationRecorder? recorder = null)
    {
        ArgumentNullException.ThrowIfNull(batch);
        recorder?.Begin(batch);
        using var scope = torch.NewDisposeScope();
        // The last prompt token scores the first completion token.
        var hidden = HiddenStates(batch.Ids, batch.AttentionMask, recorder).narrow(1, batch.PromptLength - 1, batch.CompletionLength);
        // The mean of the logits, without the logits: the hidden state through the head's mean row.
        recorder?.Record(ActivationGroup.Logits, "logits", hidden.matmul(HeadWeight.mean([0L], keepdim: true).transpose(0, 1)));
        return hidden.MoveToOuterDisposeScope();
    }

    /// <summary>The logits that score each completion token, computed for those positions alone. Gradients flow.</summary>
    /// <param name="batch">Prompts and completions.</param>
    /// <returns>[N, C, V]; row c scores completion token c. Not divided by any temperature.</returns>
    public Tensor CompletionLogits(CompletionBatch batch)
    {
        using var hidden = CompletionHiddenStates(batch);
        return Logits(hidden);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _rotary.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Does nothing: the constructor registers the modules under their published names, and their fields' names must not come on top.</summary>
    protected override void RegisterComponents()
    {
    }

    private Tensor HiddenStates(Tensor ids, Tensor? attentionMask, ActivationRecorder? recorder)
    {
        RequireBatch(ids, attentionMask);
        using var scope = torch.NewDisposeScope();
        var length = ids.shape[1];
        var positions = attentionMask is null
            ? torch.arange(length, dtype: ScalarType.Int64, device: ids.device).unsqueeze(0).expand(ids.shape[0], length)
            : AttentionMask.Positions(attentionMask);
        return Run(ids, positions, attentionMask, cache: null, recorder).MoveToOuterDisposeScope();
    }

    private void UseAdapter(LoraAdapter? adapter, DropoutNoise? noise)
    {
        foreach (var projection in Projections) projection.Update = adapter?.UpdateOf(projection, noise);
        (Adapter, _noise) = (adapter, noise);
    }

    private Tensor Run(Tensor ids, Tensor positions, Tensor? keyMask, KeyValueCache? cache, ActivationRecorder? recorder)
    {
        var keys = (cache?.Length ?? 0) + ids.shape[1];
        var limit = (int)Math.Min(keys, Config.MaxPositionEmbeddings);
        var (cos, sin) = _rotary.At(positions, limit, Dtype);
        var blocked = AttentionMask.Blocked(ids.shape[1], keys, keyMask, ids.device);
        return _stack.call(ids, new AttentionContext(cos, sin, blocked, cache, recorder));
    }

    private void RequireBatch(Tensor ids, Tensor? attentionMask)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (ids.dim() != 2 || ids.dtype != ScalarType.Int64)
            throw new ArgumentException($"ids must be int64 [N, T], and are {ids.dtype} [{string.Join(", ", ids.shape)}]", nameof(ids));
        if (attentionMask is not null && (attentionMask.dtype != ScalarType.Bool || !attentionMask.shape.SequenceEqual(ids.shape)))
            throw new ArgumentException($"attentionMask must be Bool [{string.Join(", ", ids.shape)}], and is {attentionMask.dtype} [{string.Join(", ", attentionMask.shape)}]", nameof(attentionMask));
        if (ids.shape[1] > Config.MaxPositionEmbeddings && LongestRow(ids, attentionMask) is var longest && longest > Config.MaxPositionEmbeddings)
            throw new ArgumentException($"the sequences have {longest} tokens and the model reads at most {Config.MaxPositionEmbeddings}", nameof(ids));
    }

    // Padding takes no position: a long prompt beside a long completion may make a batch wider than any of its sequences.
    private static long LongestRow(Tensor ids, Tensor? attentionMask)
    {
        if (attentionMask is null) return ids.shape[1];
        using var scope = torch.NewDisposeScope();
        return attentionMask.sum(1).max().item<long>();
    }
}
