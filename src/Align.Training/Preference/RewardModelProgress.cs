using System.Globalization;
using Align.Models.Safetensors;
using Align.Models.Transformers;
using Align.Training.Learning;

namespace Align.Training.Preference;

/// <summary>The reward model in training, with what early stopping counts. The best weights so far are the run's, and lie in a file of their own.</summary>
/// <param name="model">The model in training.</param>
internal sealed class RewardModelProgress(RewardModel model) : IStageMemory
{
    private const string BestKey = "best_loss";
    private const string WaitedKey = "evaluations_since_best";

    /// <inheritdoc/>
    public string Name => "reward_model_training";

    /// <inheritdoc/>
    public long ExpectedBytes => model.Trained.Sum(parameter => parameter.numel() * parameter.ElementSize);

    /// <summary>The best held-out loss so far, nats.</summary>
    public double BestLoss { get; private set; } = double.PositiveInfinity;

    /// <summary>Evaluations since then.</summary>
    public int Waited { get; private set; }

    /// <summary>Takes down an evaluation.</summary>
    /// <param name="loss">The held-out loss, nats; one that is not finite is no improvement.</param>
    /// <returns>Whether it is the best so far.</returns>
    public bool IsBest(double loss)
    {
        var best = loss < BestLoss;
        (BestLoss, Waited) = best ? (loss, 0) : (BestLoss, Waited + 1);
        return best;
    }

    /// <summary>Refuses a stage that never had a finite held-out loss: it has no weights to keep.</summary>
    /// <param name="directory">Where they would have gone.</param>
    /// <exception cref="UntrainedRewardModelException">It never had.</exception>
    public void RequireBest(string directory)
    {
        if (!double.IsFinite(BestLoss))
        {
            throw new UntrainedRewardModelException(directory);
        }
    }

    /// <inheritdoc/>
    public void Write(Stream output) => SafetensorsWriter.Write(output, model.Weights(), new Dictionary<string, string>
    {
        [BestKey] = BestLoss.ToString("R", CultureInfo.InvariantCulture),
        [WaitedKey] = Waited.ToString(CultureInfo.InvariantCulture),
    });

    /// <inheritdoc/>
    public void Read(string path)
    {
        using var file = SafetensorsFile.Open(path);
        ModelWeights.Load(model.Weights(), [file]);
        BestLoss = double.Parse(file.Header.Metadata[BestKey], CultureInfo.InvariantCulture);
        Waited = int.Parse(file.Header.Metadata[WaitedKey], CultureInfo.InvariantCulture);
    }
}
