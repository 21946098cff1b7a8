namespace Align.Core;

/// <summary>What a random stream is for. Each purpose is a family of streams of its own; the numbers are part of the run format.</summary>
public enum RandomPurpose
{
    /// <summary>Initial parameters of a model.</summary>
    Initialization = 1,

    /// <summary>Which prompts a step trains on.</summary>
    PromptSelection = 2,

    /// <summary>Sampling of completions in training.</summary>
    Rollout = 3,

    /// <summary>Sampling of completions in evaluation.</summary>
    Evaluation = 4,

    /// <summary>Order of examples and mini-batches.</summary>
    Shuffle = 5,

    /// <summary>Prompts made by an environment.</summary>
    Environment = 6,

    /// <summary>Dropout and other noise inside a model.</summary>
    Dropout = 7,

    /// <summary>Control experiments such as shuffled rewards.</summary>
    Control = 8,

    /// <summary>Draws of a loss over a whole optimizer step, such as the tokens that clip-cov leaves out.</summary>
    Loss = 9,

    /// <summary>Sampling of the completions that a baseline is measured on, such as ReMax's greedy ones.</summary>
    Baseline = 10,

    /// <summary>Draws from the beliefs about prompts, by which a step's prompts are selected.</summary>
    Posterior = 11,
}
