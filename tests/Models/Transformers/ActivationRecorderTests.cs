using Align.Models.Transformers;
using Align.Models.Transformers.Activations;

namespace Align.Tests.Models.Transformers;

public sealed class ActivationRecorderTests
{
    private const int Layers = 3;

    [Fact]
    public void The_places_of_every_group_are_recorded_once_a_block()
    {
        using var model = Model();
        using var recorder = new ActivationRecorder(ActivationGroup.All, keepBlockOutputs: false);
        Pass(model, recorder);

        Assert.Equal(Layers, recorder.UnitMeans(ActivationGroup.Mlp).Count);
        Assert.Equal(6 * Layers, recorder.UnitMeans(ActivationGroup.Attention).Count);
        Assert.Equal((5 * Layers) + 2, recorder.UnitMeans(ActivationGroup.Residual).Count);
        Assert.Single(recorder.UnitMeans(ActivationGroup.Logits));
        Assert.Equal(recorder.Names.Count(), recorder.Names.Distinct().Count());
        Assert.All(recorder.UnitMeans(ActivationGroup.Residual), means => Assert.Equal([2L, 3L], means.shape));
    }

    [Fact]
    public void Recording_does_not_change_the_logits()
    {
        using var model = Model();
        using var recorder = new ActivationRecorder(ActivationGroup.All, keepBlockOutputs: true);

        Assert.Equal(Pass(model, recorder: null), Pass(model, recorder));
    }

    [Fact]
    public void Columns_line_up_with_the_tokens_that_the_positions_predict()
    {
        using var scope = torch.NewDisposeScope();
        using var model = Model();
        using var recorder = new ActivationRecorder(ActivationGroup.Residual | ActivationGroup.Logits, keepBlockOutputs: true);
        using var batch = Batch();
        var logits = model.Logits(model.CompletionHiddenStates(batch, recorder));

        // The last block's output, normed and through the head, is the logits of the same columns.
        var norm = model.named_parameters().Single(pair => pair.name == "model.norm.weight").parameter;
        var last = recorder.BlockOutputs[^1];
        var scale = last.square().mean([-1L], keepdim: true).add(model.Config.RmsNormEps).rsqrt();
        Values.Near(logits, model.Logits(last * scale * norm), 1e-5);
        Values.Near(last.mean([-1L]), recorder.UnitMeans(ActivationGroup.Residual)[^2], 1e-6);
        Values.Near(logits.mean([-1L]), recorder.UnitMeans(ActivationGroup.Logits)[0], 1e-6);
    }

    [Fact]
    public void Block_outputs_are_those_of_the_blocks_alone()
    {
        using var model = Model();
        using var recorder = new ActivationRecorder(ActivationGroup.None, keepBlockOutputs: true);
        Pass(model, recorder);

        Assert.Empty(recorder.Names);
        Assert.Equal(Layers, recorder.BlockOutputs.Count);
        Assert.All(recorder.BlockOutputs, output => Assert.Equal([2L, 3L, 16L], output.shape));
        Assert.All(recorder.BlockOutputs, output => Assert.False(output.requires_grad));
    }

    [Fact]
    public void Padding_changes_nothing_at_real_tokens()
    {
        using var scope = torch.NewDisposeScope();
        using var model = Model();
        using var alone = new ActivationRecorder(ActivationGroup.Attention, keepBlockOutputs: false);
        using var padded = new ActivationRecorder(ActivationGroup.Attention, keepBlockOutputs: false);
        using var one = CompletionBatch.Create([([1, 2], [3, 4])], padTokenId: 0);
        using var wide = CompletionBatch.Create([([1, 2], [3, 4])], padTokenId: 0, promptLength: 5, completionLength: 6);
        model.CompletionHiddenStates(one, alone);
        model.CompletionHiddenStates(wide, padded);

        foreach (var (near, far) in alone.UnitMeans(ActivationGroup.Attention).Zip(padded.UnitMeans(ActivationGroup.Attention)))
        {
            Values.Near(near, far.narrow(1, 0, 2), 1e-5);
        }
    }

    [Fact]
    public void A_recorder_serves_one_pass()
    {
        using var model = Model();
        using var recorder = new ActivationRecorder(ActivationGroup.Mlp, keepBlockOutputs: false);
        Pass(model, recorder);

        Assert.Throws<InvalidOperationException>(() => Pass(model, recorder));
    }

    private static float[] Pass(DecoderTransformer model, ActivationRecorder? recorder)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        using var batch = Batch();
        return Values.Of(model.Logits(model.CompletionHiddenStates(batch, recorder)));
    }

    private static CompletionBatch Batch() => CompletionBatch.Create([([1, 2, 3], [4, 5, 6]), ([7], [8, 9])], padTokenId: 0);

    private static DecoderTransformer Model() => TransformerInitialization.Create(
        new TransformerConfig
        {
            VocabSize = 11,
            HiddenSize = 16,
            IntermediateSize = 24,
            NumHiddenLayers = Layers,
            NumAttentionHeads = 2,
            NumKeyValueHeads = 1,
            MaxPositionEmbeddings = 32,
        },
        seed: 3);
}
