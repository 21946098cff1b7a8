using System.Collections.Immutable;
using Align.Core;
using Align.Models.Transformers;
using Align.Training.Learning;
using Align.Training.Preference;

namespace Align.Training.Verification;

/// <summary>Judges completions with a reward model on the learner's device, one completion a forward pass.</summary>
/// <remarks>So a score does not depend on the completions that a worker happens to have beside it, and runs repeat bit for bit.</remarks>
internal sealed class RewardModelJudge : IReward
{
    private readonly Lock _model = new();
    private readonly string? _path;
    private readonly TrainingState _state;
    private readonly int _threads;
    private readonly CancellationToken _ended;
    private RewardModel? _named;

    /// <param name="name">The reward's name.</param>
    /// <param name="path">The model's directory; <see langword="null"/> for the run's own.</param>
    /// <param name="state">The run's state.</param>
    /// <param name="threads">Threads of tensor operations, which the last bits of a score depend on.</param>
    /// <param name="ended">Cancelled when the run is over.</param>
    public RewardModelJudge(string name, string? path, TrainingState state, int threads, CancellationToken ended)
    {
        (Name, _path, _state, _threads, _ended) = (name, path, state, threads, ended);
        ended.Register(Free);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_model)
        {
            return ValueTask.FromResult(Model() is { } model
                ? new RewardOutcome.Scored(Score(model, prompt, completion))
                : (RewardOutcome)new RewardOutcome.Skipped("the run has no reward model yet"));
        }
    }

    private double Score(RewardModel model, Prompt prompt, Completion completion)
    {
        ImmutableArray<int> question = [.. _state.Tokenizer.EncodeToIds(prompt.Text)];
        var stop = _state.Tokenizer.EosTokenId;
        var response = completion.TokenIds is [.., var last] && last == stop ? completion.TokenIds : completion.TokenIds.Add(stop);
        if (question.Length + response.Length > model.Config.MaxPositionEmbeddings)
        {
            throw new InvalidOperationException($"prompt and completion have {question.Length + response.Length} tokens, and the reward model reads at most {model.Config.MaxPositionEmbeddings}");
        }
        torch.set_num_threads(_threads); // It holds for one thread, and each completion may come on another.
        return new RewardScorer(model, _state.Tokenizer.PadTokenId, _state.Device, microBatchSize: 1).Rewards([(question, response)])[0];
    }

    private RewardModel? Model()
    {
        if (_path is null)
        {
            return _state.RewardModel;
        }
        _ended.ThrowIfCancellationRequested();
        return _named ??= RewardModelFile.Load(_path, _state);
    }

    private void Free()
    {
        lock (_model)
        {
            _named?.Dispose();
            _named = null;
        }
    }
}
