using Align.Core;

namespace Align.Training.Learning;

/// <summary>Every reward skipped every completion of a step: there is nothing to learn from, and there never would be.</summary>
public sealed class NothingScoredException(string reason)
    : AlignException(
        ExitCode.Data,
        $"no reward applies to any completion of the step; the first reason: {reason}",
        "rewards",
        "name a reward that judges this environment's prompts; nothing was learned from this step");
