namespace Align.Core;

/// <summary>Options of a reward that reckon with the longest completion; a plan compares it with what the run's stages sample.</summary>
public interface ICompletionLimit
{
    /// <summary>The most tokens of a completion.</summary>
    int MaxCompletionLength { get; }
}
