using Align.Core;
using Align.Training.Rollouts;

namespace Align.Training.Evaluation;

/// <summary>The completions of a prompt, sorted by their answers.</summary>
/// <param name="OfCompletion">The class of each completion's answer, from 0; −1 where it gives none.</param>
/// <param name="Faults">What an extractor that threw has said, one for each completion at which it did; these give no answer.</param>
internal sealed record AnswerClasses(int[] OfCompletion, IReadOnlyList<string> Faults)
{
    /// <summary>Every completion an answer of its own.</summary>
    public static AnswerClasses AllDifferent(int count) => new([.. Enumerable.Range(0, count)], []);

    /// <summary>Sorts. An answer joins the first class whose first answer it equals.</summary>
    public static AnswerClasses Of(IAnswerExtractor extractor, RolloutGroup group)
    {
        var (known, faults) = (new List<string>(), new List<string>());
        int[] classes = [.. group.Trajectories.Select(trajectory => ClassOf(extractor, group.Prompt, trajectory.Completion, known, faults))];
        return new(classes, faults);
    }

    private static int ClassOf(IAnswerExtractor extractor, Prompt prompt, Completion completion, List<string> known, List<string> faults)
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
        catch (Exception fault)
        {
            faults.Add($"{fault.GetType().Name}: {fault.Message}"); // A plug-in may do anything; the evaluation goes on, and tells.
            return -1;
        }
    }
}
