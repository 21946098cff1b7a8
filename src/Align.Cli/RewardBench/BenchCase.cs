using System.Collections.Immutable;
using Align.Core;

namespace Align.Cli.RewardBench;

/// <summary>A prompt with completions whose verdict is known.</summary>
/// <param name="Prompt">The prompt, with its gold answer where it has one.</param>
/// <param name="Right">Completions that must be accepted.</param>
/// <param name="Wrong">Completions that must be refused.</param>
internal sealed record BenchCase(Prompt Prompt, ImmutableArray<string> Right, ImmutableArray<string> Wrong);

/// <summary>What a trial is for.</summary>
internal enum TrialKind
{
    /// <summary>The gold answer, or a completion that the case calls right.</summary>
    Gold,

    /// <summary>The gold answer written otherwise.</summary>
    Variant,

    /// <summary>A completion that the case calls wrong, or an answer close to the gold one.</summary>
    NearMiss,

    /// <summary>A random text.</summary>
    Fuzz,
}

/// <summary>One completion to be judged.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Made">How it was made, in one or two words.</param>
/// <param name="Prompt">The prompt.</param>
/// <param name="Text">The completion's text.</param>
internal sealed record BenchTrial(TrialKind Kind, string Made, Prompt Prompt, string Text)
{
    /// <summary>Whether it must be accepted.</summary>
    public bool IsRight => Kind is TrialKind.Gold or TrialKind.Variant;

    /// <summary>The completion: one token a character, ended by itself.</summary>
    public Completion Completion(int index) =>
        new(Prompt.Id, index, [.. Text.Select(character => (int)character)], Text, [.. Text.Select(_ => 0f)], WeightsVersion: 0, FinishReason.Stop);
}

/// <summary>What was said of one trial.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Outcome">The verdict.</param>
/// <param name="Again">The verdict of a second call.</param>
/// <param name="Together">The verdict among calls at the same time.</param>
/// <param name="Elapsed">How long the first call took.</param>
internal sealed record BenchVerdict(BenchTrial Trial, RewardOutcome Outcome, RewardOutcome Again, RewardOutcome Together, TimeSpan Elapsed);
