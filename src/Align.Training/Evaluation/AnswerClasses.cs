using Align.Core;
using Align.Training.Rollouts;

namespace Align.Training.Evaluation;

/// <summary>Sorts the completions of a prompt by their answers.</summary>
internal static class AnswerClasses
{
    /// <summary>The class of each completion's answer, from 0; −1 where it gives none.</summary>
    /// <remarks>An answer joins the first class whose first answer it equals. An extractor that throws gives no answer.</remarks>
    public static int[] Of(IAnswerExtractor extractor, RolloutGroup group)
    {
        var known = new List<string>();
        return [.. group.Trajectories.Select(trajectory => ClassOf(extractor, group.Prompt, trajectory.Completion, known))];
    }

    private static int ClassOf(IAnswerExtractor extractor, Prompt prompt, Completion completion, List<string> known)
    {
        try
        {
            if (extractor.FindAnswer(prompt, completion) is not { } answer)
            {
                return -1;
            }
            var place = known.FindIndex(other => other == answer || extractor.AreSame(prompt, other, answer));
            if (place < 0)
            {
                known.Add(answer);
                place = known.Count - 1;
            }
            return place;
        }
        catch (Exception)
        {
            return -1; // A plug-in may do anything; the evaluation goes on.
        }
    }
}
