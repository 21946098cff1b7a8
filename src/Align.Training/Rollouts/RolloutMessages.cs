using System.Collections.Immutable;
using Align.Core;
using Align.Models.Generation;

namespace Align.Training.Rollouts;

/// <summary>Asks for prompts of one step.</summary>
/// <param name="Stage">The stage's place in the run, from 0.</param>
/// <param name="Step">The step within the stage, from 0.</param>
/// <param name="Count">How many prompts.</param>
/// <param name="Refill">0 for the step's first batch of prompts, then 1, 2, …</param>
internal sealed record SelectPrompts(int Stage, long Step, int Count, int Refill = 0) : IStepRequest;

/// <summary>The answer to <see cref="SelectPrompts"/>.</summary>
internal sealed record PromptsSelected(long Step, ImmutableArray<Prompt> Prompts);

/// <summary>Asks for completions and their verdicts.</summary>
/// <param name="Purpose">The family of random streams to sample from.</param>
/// <param name="Step">The run-wide step that keys the streams.</param>
/// <param name="Prompts">The prompts.</param>
/// <param name="Samples">How many completions each prompt gets; as long as <paramref name="Prompts"/>.</param>
/// <param name="Sampling">How tokens are drawn.</param>
internal sealed record CollectRollouts(
    RandomPurpose Purpose, long Step, ImmutableArray<Prompt> Prompts, ImmutableArray<int> Samples, SamplingOptions Sampling) : IStepRequest
{
    /// <summary>How many completions each prompt, by its id, has had in this step before: sample indices go on after them. Others begin at 0.</summary>
    public ImmutableDictionary<long, int> Drawn { get; init; } = ImmutableDictionary<long, int>.Empty;
}

/// <summary>The completions of one prompt in one step, in sample order.</summary>
/// <param name="Prompt">The prompt.</param>
/// <param name="Trajectories">Its judged completions.</param>
public sealed record RolloutGroup(Prompt Prompt, ImmutableArray<Trajectory> Trajectories);

/// <summary>The answer to <see cref="CollectRollouts"/>: groups in the order of the prompts.</summary>
/// <param name="Step">The step that was asked for.</param>
/// <param name="Groups">One a prompt.</param>
/// <param name="GenerationSeconds">From the request to the last completion.</param>
/// <param name="RewardSeconds">From the last completion to the last verdict: what scoring adds to the step.</param>
internal sealed record RolloutsCollected(long Step, ImmutableArray<RolloutGroup> Groups, double GenerationSeconds, double RewardSeconds);

/// <summary>Work for one rollout worker, all that it does at a time.</summary>
/// <param name="Collection">Names the request that it belongs to.</param>
/// <param name="First">The place of its first completion among all of the request.</param>
/// <param name="Purpose">The family of random streams to sample from.</param>
/// <param name="Step">The run-wide step that keys the streams.</param>
/// <param name="Requests">The completions.</param>
/// <param name="Sampling">How tokens are drawn.</param>
/// <param name="Slots">The most completions generated at once.</param>
/// <param name="Collector">Receives a <see cref="CompletionGenerated"/> a completion.</param>
internal sealed record RolloutShare(
    long Collection, int First, RandomPurpose Purpose, long Step, ImmutableArray<CompletionRequest> Requests, SamplingOptions Sampling, int Slots, IActorRef Collector);

/// <summary>One completion wanted.</summary>
/// <param name="Group">The place of the prompt among the step's prompts.</param>
/// <param name="Prompt">The prompt.</param>
/// <param name="PromptTokenIds">The prompt as the policy reads it.</param>
/// <param name="SampleIndex">The place among the prompt's samples of this step.</param>
internal sealed record CompletionRequest(int Group, Prompt Prompt, ImmutableArray<int> PromptTokenIds, int SampleIndex);

/// <summary>A completion that a rollout worker has finished. Work that is handed out again gives the same ones again.</summary>
/// <param name="Collection">The request that it belongs to.</param>
/// <param name="Index">Its place among all of the request.</param>
/// <param name="Completion">The completion.</param>
internal sealed record CompletionGenerated(long Collection, int Index, Completion Completion);

/// <summary>A rollout worker's answer: every completion of its share has been sent.</summary>
internal sealed record ShareGenerated;
