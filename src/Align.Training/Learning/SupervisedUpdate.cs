using System.Collections.Immutable;
using Align.Algorithms.Masking;
using Align.Algorithms.PolicyLosses;
using Align.Core;
using Align.Models.Transformers;
using Align.Training.Configuration;

namespace Align.Training.Learning;

/// <summary>One optimizer step of supervised fine-tuning: the solution's tokens and the stop token count, the prompt's do not.</summary>
internal sealed class SupervisedUpdate(TrainingState state, SftStageConfig config)
{
    /// <summary>Takes the step.</summary>
    /// <exception cref="DataFileException">A prompt has no solution to learn from.</exception>
    public StepMetrics Run(TrainSupervised lesson)
    {
        var examples = lesson.Examples.Select(prompt => new Example(Encode(prompt.Text), [.. Encode(SolutionOf(prompt)), state.Tokenizer.EosTokenId])).ToArray();
        var counts = BatchCounts.FromLengths(Array.ConvertAll(examples, example => example.Completion.Length), state.Architecture.MaxPositionEmbeddings);
        var metrics = new StepMetrics();
        var optimizer = state.Optimizer!;
        using var lease = state.Weights.Write();
        optimizer.ZeroGrad();
        var loss = 0.0;
        foreach (var chunk in examples.Chunk(config.MicroBatchSize))
        {
            loss += Backward(lease.Policy, chunk, counts);
        }
        if (optimizer.Step(loss, metrics))
        {
            lease.Changed();
        }
        return metrics;
    }

    private double Backward(DecoderTransformer policy, Example[] examples, BatchCounts counts)
    {
        using var scope = NewDisposeScope();
        using var batch = CompletionBatch.Create(
            [.. examples.Select(example => ((IReadOnlyList<int>)example.Prompt, (IReadOnlyList<int>)example.Completion))], state.Tokenizer.PadTokenId, device: state.Device);
        var (logProbs, _) = PolicyForward.Run(policy, batch, temperature: 1, withEntropy: false);
        var loss = SftLoss.Compute(logProbs, batch.CompletionMask, counts);
        loss.backward();
        return loss.detach().to(ScalarType.Float64).item<double>();
    }

    private ImmutableArray<int> Encode(string text) => [.. state.Tokenizer.EncodeToIds(text)];

    private static string SolutionOf(Prompt prompt) => prompt.Solution ?? throw new DataFileException(
        $"prompt {prompt.Id}", null, "has no solution to learn from", "use an environment that offers solutions, or set data to a JSONL file of prompt and completion");

    private sealed record Example(ImmutableArray<int> Prompt, ImmutableArray<int> Completion);
}
