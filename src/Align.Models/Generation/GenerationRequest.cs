using System.Collections.Immutable;
using Align.Core;

namespace Align.Models.Generation;

/// <summary>One completion to sample.</summary>
/// <param name="PromptId">The prompt's identity, for messages.</param>
/// <param name="SampleIndex">Its place among the prompt's samples.</param>
/// <param name="PromptTokenIds">The prompt; at least one token.</param>
/// <param name="Stream">Gives one uniform number a token, and is used up; not drawn from at temperature 0.</param>
public sealed record GenerationRequest(long PromptId, int SampleIndex, ImmutableArray<int> PromptTokenIds, RandomStream Stream);
