using Align.Algorithms.Advantages;
using Align.Algorithms.PolicyLosses;
using Align.Algorithms.PreferenceLosses;
using Align.Algorithms.PromptSelection;
using Align.Algorithms.RolloutAllocation;
using Align.Algorithms.TokenWeights;
using Align.Core;
using Align.Testing;

namespace Align.Cli.Checking;

/// <summary>Puts a part to the kit of its kind.</summary>
internal static class PartCheck
{
    private static readonly Prompt s_sum = new(0, "2+2=") { Answer = "4" };
    private static readonly Prompt s_open = new(1, "Tell me something.");

    /// <summary>Answers that any reward must be able to judge, or say that it does not apply.</summary>
    private static readonly RewardCase[] s_cases = [new(s_sum, "4"), new(s_sum, "5"), new(s_open, "The sea is calm tonight.")];

    /// <summary>The report of one part; two where it is of two kinds.</summary>
    public static async Task<IReadOnlyList<LawReport>> RunAsync(object part, LawOptions options)
    {
        var reports = new List<LawReport>(AroundLosses(part, options));
        if (part is IPreferenceLoss preference)
        {
            reports.Add(PreferenceLossLaws.Check(preference, options));
        }
        if (part is IPolicyLoss policy)
        {
            reports.Add(PolicyLossLaws.Check(policy, options));
        }
        if (part is IAdvantageEstimator estimator)
        {
            reports.Add(AdvantageLaws.Check(estimator, options));
        }
        if (part is IReward reward)
        {
            reports.Add(await RewardLaws.CheckAsync(reward, s_cases, new RewardLawOptions { Seed = options.Seed, Texts = options.Cases }));
        }
        if (part is IEnvironment)
        {
            reports.Add(await EnvironmentLaws.CheckAsync(() => (IEnvironment)Activator.CreateInstance(part.GetType())!, OfEnvironments(options)));
        }
        if (part is ShippedEnvironment shipped)
        {
            reports.Add(await EnvironmentLaws.CheckAsync(shipped.Create, OfEnvironments(options) with { Reward = shipped.Reward }));
        }
        return reports;
    }

    private static IEnumerable<LawReport> AroundLosses(object part, LawOptions options)
    {
        if (part is IPromptSelector selector)
        {
            yield return PromptSelectorLaws.Check(selector, options);
        }
        if (part is IRolloutAllocator allocator)
        {
            yield return RolloutAllocatorLaws.Check(allocator, options);
        }
        if (part is ITokenWeighting weighting)
        {
            yield return TokenWeightingLaws.Check(weighting, options);
        }
    }

    private static EnvironmentLawOptions OfEnvironments(LawOptions options) => new() { Seed = options.Seed, Prompts = Math.Max(2, options.Cases) };
}
