using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Align.Core;
using Align.Training.Configuration;
using Align.Training.Configuration.Planning;
using Align.Training.Rollouts;

namespace Align.Training.Preference;

/// <summary>The examples of a stage, all of them checked.</summary>
/// <param name="Train">Those to learn from; an example's index is its place here.</param>
/// <param name="HeldOut">Those to evaluate on, numbered on their own; empty where the stage does not evaluate.</param>
/// <param name="Skipped">Examples left out because they are too long.</param>
internal sealed record PreferenceData(ImmutableArray<PreferenceExample> Train, ImmutableArray<PreferenceExample> HeldOut, long Skipped)
{
    /// <summary>What the prompt selector chooses among; a prompt's id is its example's index.</summary>
    public PromptSource Source => new(Train.Length, index => new Prompt(index, string.Empty));

    /// <summary>SHA-256 of the tokens to learn from.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var example in Train)
        {
            foreach (var ids in (ImmutableArray<int>[])[example.Prompt, example.Chosen, example.Rejected])
            {
                int[] length = [ids.Length];
                hash.AppendData(MemoryMarshal.AsBytes<int>(length));
                hash.AppendData(MemoryMarshal.AsBytes(ids.AsSpan()));
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>How much there is.</summary>
    public StageExamples Summary()
    {
        var sequences = Train.SelectMany(example => new[] { example.Chosen, example.Rejected }
            .Where(response => response.Length > 0).Select(response => example.Prompt.Length + response.Length)).ToArray();
        return new(Train.Length, HeldOut.Length, Skipped, sequences.Sum(length => (long)length), sequences.Max());
    }

    /// <summary>Reads the examples of a stage.</summary>
    /// <param name="request">What the stage asks for.</param>
    /// <param name="environment">Where pairs come from without a file.</param>
    /// <param name="seed">Draws what is held out of a file.</param>
    /// <param name="tokens">Makes tokens of texts.</param>
    /// <exception cref="DataFileException">There are none, or some are broken or cannot be read by the model.</exception>
    public static PreferenceData Load(PreferenceDataRequest request, IEnvironment environment, long seed, PreferenceTokens tokens) =>
        request.Config.Data is { } path
            ? Split(PreferenceExamples.OfFile(path, request.Config, request.NeedsPairs, tokens), request, path, seed)
            : OfEnvironment(request, environment, tokens);

    private static PreferenceData OfEnvironment(PreferenceDataRequest request, IEnvironment environment, PreferenceTokens tokens)
    {
        var config = request.Config;
        var wanted = config.NumPairs ?? environment.Count(PromptSplit.Train) ?? request.MostExamples;
        var train = PreferenceExamples.OfTraining(environment, wanted, config, tokens);
        var heldOut = request.Evaluates
            ? PreferenceExamples.OfHeldOut(environment, PromptPart.Tuning, config.EvalPairs, config, tokens)
            : new PreferenceExamples([], 0);
        return train.Found.Length > 0
            ? new(train.Found, heldOut.Found, train.Skipped + heldOut.Skipped)
            : throw new DataFileException($"environment '{environment.Name}'", null, "leaves no pair: all are too long", "use a model with more positions");
    }

    // The same examples are held out in every stage of the run that asks for the same share of the same file.
    private static PreferenceData Split(PreferenceExamples examples, PreferenceDataRequest request, string path, long seed)
    {
        if (!request.Evaluates)
        {
            return new(examples.Found, [], examples.Skipped);
        }
        var order = examples.Found.ToArray();
        RandomStream.Create(seed, RandomPurpose.Shuffle, promptId: -1).Shuffle(order.AsSpan());
        var held = Math.Max(1, (int)Math.Round(order.Length * request.Config.HeldOutFraction));
        return held < order.Length
            ? new(Numbered(order[held..].OrderBy(example => example.Index)), Numbered(order[..held]), examples.Skipped)
            : throw new DataFileException(path, null, $"holds {Counted.Of(order.Length, "example")}, too few to keep {request.Config.HeldOutFraction:P0} for evaluation", "give more examples, or lower held_out_fraction");
    }

    private static ImmutableArray<PreferenceExample> Numbered(IEnumerable<PreferenceExample> examples) =>
        [.. examples.Select((example, index) => example with { Index = index })];
}

/// <summary>What a stage asks of its data.</summary>
/// <param name="Config">Where from, and how much.</param>
/// <param name="NeedsPairs">What to do about an example without both sides; <see langword="null"/> where it need not have them.</param>
/// <param name="Evaluates">Whether some must be kept for evaluation.</param>
/// <param name="MostExamples">The most that the stage can take, for an environment without bound.</param>
internal sealed record PreferenceDataRequest(PairDataConfig Config, string? NeedsPairs, bool Evaluates, long MostExamples)
{
    private const string GivePairs = "give chosen and rejected";

    /// <summary>What a stage asks for; <see langword="null"/> where it learns from no preference data.</summary>
    public static PreferenceDataRequest? Of(StageConfig stage) => stage switch
    {
        PreferenceStageConfig preference => new(
            preference.Pairs, preference.Losses.Any(loss => loss.Loss.Traits.Unpaired) ? null : $"use a loss that takes single responses (kto), or {GivePairs}", preference.EvalSteps > 0, preference.Steps * preference.PerStepPairs),
        RewardModelStageConfig rewardModel => new(rewardModel.Pairs, GivePairs, true, rewardModel.Steps * rewardModel.PerStepPairs),
        OnlinePreferenceStageConfig { Source: PairSource.Pairs } stream => Of(stream.Recorded),
        _ => null,
    };
}
