using Align.Core;
using Microsoft.Win32.SafeHandles;

namespace Align.Training.Verification.Isolation;

/// <summary>The other end: a process that judges what it is asked, one completion after the other, until its requests end.</summary>
public static class RewardHost
{
    private const int SetFlags = 2;
    private const int CloseOnExec = 1;

    /// <summary>Serves the descriptors that <see cref="ProcessReward"/> has given to this process.</summary>
    /// <param name="load">Makes the reward from the first frame.</param>
    public static async Task ServeAsync(Func<ReadOnlyMemory<byte>, IReward> load)
    {
        // What a reward starts could read the next answers from one and write verdicts into the other.
        _ = PosixCalls.FileControl(ConfinedProcess.RequestsDescriptor, SetFlags, CloseOnExec);
        _ = PosixCalls.FileControl(ConfinedProcess.AnswersDescriptor, SetFlags, CloseOnExec);
        using var requests = Pipe.Stream(new SafeFileHandle(ConfinedProcess.RequestsDescriptor, ownsHandle: true), FileAccess.Read);
        using var answers = Pipe.Stream(new SafeFileHandle(ConfinedProcess.AnswersDescriptor, ownsHandle: true), FileAccess.Write);
        await ServeAsync(requests, answers, load);
    }

    internal static async Task ServeAsync(Stream requests, Stream answers, Func<ReadOnlyMemory<byte>, IReward> load)
    {
        var frames = new FrameReader(requests);
        if (frames.Read() is not { } first || TryLoad(load, first, answers) is not { } reward)
        {
            return;
        }
        Answer(answers, new ScoringAnswer { Id = "", Skipped = "ready" });
        while (frames.Read() is { } frame)
        {
            foreach (var request in ScoringJson.Read<ScoringRequest[]>(frame))
            {
                Answer(answers, ScoringAnswer.Of(request.Id, await JudgeAsync(reward, request.ToItem())));
            }
        }
    }

    private static IReward? TryLoad(Func<ReadOnlyMemory<byte>, IReward> load, byte[] first, Stream answers)
    {
        try
        {
            return load(first);
        }
        catch (Exception exception) // Whatever the author's constructor throws: the other end has to hear of it.
        {
            Answer(answers, new ScoringAnswer { Id = "", Unscorable = $"the reward cannot be made: {Describe(exception)}" });
            return null;
        }
    }

    private static async Task<RewardOutcome> JudgeAsync(IReward reward, ScoringItem item)
    {
        try
        {
            return await reward.ScoreAsync(item.Prompt, item.Completion, CancellationToken.None)
                ?? Unscorable("it returned null instead of an outcome");
        }
        catch (Exception exception) // The boundary at which a failure of the author's code becomes an outcome.
        {
            return Unscorable(Describe(exception));
        }
    }

    private static string Describe(Exception exception)
    {
        var cause = exception is System.Reflection.TargetInvocationException { InnerException: { } inner } ? inner : exception;
        return $"{cause.GetType().Name}: {cause.Message}";
    }

    private static RewardOutcome.Unscorable Unscorable(string message) => new(new RewardFault(RewardFaultKind.Threw, message));

    private static void Answer(Stream answers, ScoringAnswer answer) => FrameWriter.Write(answers, ScoringJson.Write(answer));
}
