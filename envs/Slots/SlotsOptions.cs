using System.ComponentModel.DataAnnotations;

namespace Align.Envs.Slots;

/// <summary>Which world of marked slots, and what preferences in it.</summary>
public sealed record SlotsOptions
{
    /// <summary>How many letters texts are made of, from <c>a</c> on. Default 8. Range [2, 26].</summary>
    [Range(2, 26)]
    public int Letters { get; init; } = 8;

    /// <summary>Probability of a mark where one may stand. Default 0.2. Range [0.01, 0.9].</summary>
    [Range(0.01, 0.9)]
    public double MarkRate { get; init; } = 0.2;

    /// <summary>Letters of a prompt. Default 4. Range [4, 64].</summary>
    [Range(4, 64)]
    public int PromptLength { get; init; } = 4;

    /// <summary>Characters of an answer, marks included. Default 12. Range [2, 128].</summary>
    [Range(2, 128)]
    public int ResponseLength { get; init; } = 12;

    /// <summary>Scale of the Gumbel noise on the two scores that a label compares; 0 labels by the scores alone. Default 0.3. Range [0, 10].</summary>
    [Range(0.0, 10.0)]
    public double LabelNoise { get; init; } = 0.3;

    /// <summary>How many prompts, each with its pair, there are to train on. Default 10000. Range [1, 1000000000].</summary>
    [Range(1, 1_000_000_000)]
    public int TrainSize { get; init; } = 10_000;

    /// <summary>How many prompts, each with its pair, are held out. Default 2000. Range [1, 1000000000].</summary>
    [Range(1, 1_000_000_000)]
    public int TestSize { get; init; } = 2_000;

    /// <summary>Decides the world (its chain and what its letters are worth) and every draw from it. Default 0. Any 64-bit integer.</summary>
    public long Seed { get; init; }
}
