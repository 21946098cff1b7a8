using System.Collections.Immutable;
using Align.Core;

namespace Align.Training.Rollouts;

/// <summary>One step's way from prompts to a lesson: takes each answer and says what to ask for next. Made anew for each step, so that a dropped one leaves no trace.</summary>
internal interface IStepGathering
{
    /// <summary>Every group that was sampled and judged so far, for the log.</summary>
    ImmutableArray<RolloutGroup> Sampled { get; }

    /// <summary>The step's first request.</summary>
    IStepRequest Begin();

    /// <summary>The answer to <see cref="SelectPrompts"/>.</summary>
    IStepRequest Selected(ImmutableArray<Prompt> prompts);

    /// <summary>The answer to <see cref="CollectRollouts"/>.</summary>
    IStepRequest Collected(ImmutableArray<RolloutGroup> groups);
}
