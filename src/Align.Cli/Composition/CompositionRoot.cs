using Align.Algorithms.Advantages;
using Align.Algorithms.PolicyLosses;
using Align.Algorithms.PreferenceLosses;
using Align.Algorithms.PromptSelection;
using Align.Algorithms.RolloutAllocation;
using Align.Algorithms.SupervisedLosses;
using Align.Algorithms.TokenWeights;
using Align.Cli.Rewards;
using Align.Core;
using Align.Envs.Arithmetic;
using Align.Envs.Countdown;
using Align.Envs.Instructions;
using Align.Envs.JsonLines;
using Align.Envs.NumberCookbook;
using Align.Envs.Sentiment;
using Align.Envs.ShortestPath;
using Align.Envs.Slots;
using Align.Rewards.CountdownExpression;
using Align.Rewards.ExactMatch;
using Align.Rewards.Format;
using Align.Rewards.GraphPath;
using Align.Rewards.InstructionConstraints;
using Align.Rewards.JsonSchema;
using Align.Rewards.Length;
using Align.Rewards.Lexicon;
using Align.Rewards.MathAnswer;
using Align.Rewards.NumberMatch;
using Align.Rewards.Overlong;
using Align.Rewards.Repetition;
using Align.Rewards.SlotValue;
using Align.Rewards.WellFormed;
using Align.Training.Configuration;
using Align.Training.Configuration.Components;
using Align.Training.Verification;
using Align.Training.Verification.CodeTests;

namespace Align.Cli.Composition;

/// <summary>Names what exists. A new environment, reward or loss is one line here.</summary>
public static class CompositionRoot
{
    /// <summary>The program as it is shipped.</summary>
    public static AlignComposition Create() => new(
        new ComponentCatalog
        {
            Environments = Environments,
            Rewards = Rewards,
            PluginRewards =
            [
                Component.PluginReward<FileRewardOptions>("file", "your reward in one C# file, compiled at the start", options => new FileReward(options)),
                Component.PluginReward<AssemblyRewardOptions>("assembly", "your reward in an assembly", options => new AssemblyReward(options)),
                Component.PluginReward<CommandRewardOptions>("command", "your reward in any language: JSON lines over pipes", options => new CommandReward(options)),
            ],
            PolicyLosses = PolicyLosses,
            Advantages = Advantages,
            Selectors =
            [
                Component.PromptSelector<UniformSelector>("uniform", "every prompt once an epoch, in an order of its own each epoch", null),
                Component.PromptSelector<DynamicSelector>("dynamic", "keeps prompts whose completions differ in reward, and samples others for the rest", "arXiv:2503.14476"),
                Component.PromptSelector<MoppsSelector>("mopps", "Thompson sampling of prompts by Beta beliefs about their success rates", "arXiv:2507.04632"),
            ],
            Allocators =
            [
                Component.RolloutAllocator<FixedAllocator>("fixed", "num_generations completions for every prompt", null),
                Component.RolloutAllocator<DarsAllocator>("dars", "a second stage of rollouts for hard prompts", "arXiv:2508.13755"),
            ],
            TokenWeights =
            [
                Component.TokenWeighting<NoTokenWeights>("none", "every token counts alike", null),
                Component.TokenWeighting<SteerWeights>("steer", "a token weighs less the more its update would change the entropy", "arXiv:2510.10150"),
            ],
            SupervisedLosses =
            [
                Component.SupervisedLoss<SftLoss>("sft", "cross-entropy of the target tokens", "arXiv:2203.02155"),
                Component.SupervisedLoss<DftLoss>("dft", "cross-entropy weighted by the token's own probability", "arXiv:2508.05629"),
                Component.SupervisedLoss<AsftLoss>("asft", "dft anchored to the start policy by a divergence over the whole vocabulary", "arXiv:2509.23753"),
            ],
            PreferenceLosses = PreferenceLosses,
        },
        new TrainingLauncher());

    private static IReadOnlyList<Component<IEnvironment>> Environments =>
    [
        Component.Environment<ArithmeticOptions>("arithmetic", "sums, differences and products of whole numbers", options => new ArithmeticEnvironment(options)),
        Component.Environment<CountdownOptions>("countdown", "from a few numbers, an expression that equals a target", options => new CountdownEnvironment(options)),
        Component.Environment<InstructionsOptions>("instructions", "short texts that keep typed constraints of content, length, format and language", options => new InstructionsEnvironment(options)),
        Component.Environment<JsonLinesOptions>("jsonl", "problems with verifiable answers from JSONL files", options => new JsonLinesEnvironment(options)),
        Component.Environment<NumberCookbookOptions>("number_cookbook", "17 tasks on whole, decimal, fractional and scientific numbers", options => new NumberCookbookEnvironment(options)),
        Component.Environment<ShortestPathOptions>("shortest_path", "a shortest path in a small graph with lengths", options => new ShortestPathEnvironment(options)),
        Component.Environment<SentimentOptions>("sentiment", "texts with a known sentiment, and preference pairs with noisy labels", options => new SentimentEnvironment(options)),
        Component.Environment<SlotsOptions>("slots", "texts of which only the letters after a mark count, and preference pairs that say which", options => new SlotsEnvironment(options)),
    ];

    private static IReadOnlyList<Component<IReward>> Rewards =>
    [
        Component.Reward<ExactMatchOptions>("exact_match", "1 where the completion is the gold answer, else 0", options => new ExactMatchReward(options)),
        Component.Reward<CountdownExpressionOptions>("countdown", "1 where the completion is an expression of the prompt's numbers that equals its target", options => new CountdownExpressionReward(options)),
        Component.Reward<InstructionConstraintsOptions>("instructions", "how many of its prompt's constraints a text keeps", options => new InstructionConstraintsReward(options)),
        Component.Reward<GraphPathOptions>("graph_path", "1 where the completion is a shortest path of the prompt's graph", options => new GraphPathReward(options)),
        Component.Reward<NumberMatchOptions>("number_match", "a number against the gold one: all digits, the share of right digits, or that less the difference in length", options => new NumberMatchReward(options)),
        Component.Reward<LexiconOptions>("lexicon", "the true score of a text in a world whose words have known values", options => new LexiconReward(options)),
        Component.Reward<MathAnswerOptions>("math_answer", "1 where the final answer is mathematically the gold answer, else 0", options => new MathAnswerReward(options)),
        Component.Reward<FormatOptions>("format", "1 where the completion has the form that is asked for: tags in order, a pattern", options => new FormatReward(options)),
        Component.Reward<JsonSchemaOptions>("json_schema", "1 where the completion is JSON that a schema accepts, else 0", options => new JsonSchemaReward(options)),
        Component.Reward<LengthOptions>("length", "1 for a completion of a liked length, falling to 0 where it is too long or too short", options => new LengthReward(options)),
        Component.Reward<OverlongOptions>("overlong", "a penalty that grows over the last tokens before the limit (DAPO)", options => new OverlongReward(options)),
        Component.Reward<RepetitionOptions>("repetition", "a penalty for n-grams that come again", options => new RepetitionReward(options)),
        Component.Reward<RewardModelOptions>("reward_model", "the score of a trained reward model", options => new RewardModelReward(options)),
        Component.Reward<CodeTestsOptions>("code_tests", "runs the program in a completion against the prompt's tests; with isolation: process", options => new CodeTestsReward(options)),
        Component.Reward<SlotValueOptions>("slot_value", "the mean value of the characters right after a mark", options => new SlotValueReward(options)),
        Component.Reward<WellFormedOptions>("well_formed", "1 where a text has the form of its world's texts, whatever it says", options => new WellFormedReward(options)),
    ];

    private static IReadOnlyList<Component<IPolicyLoss>> PolicyLosses =>
    [
        Component.PolicyLoss<ClippedPolicyLoss>("clip", "PPO's clipped surrogate, with an asymmetric range and a dual clip", "arXiv:1707.06347"),
        Component.PolicyLoss<GspoLoss>("gspo", "PPO's clip on the ratio of whole sequences", "arXiv:2507.18071"),
        Component.PolicyLoss<CispoLoss>("cispo", "log-probability times a clipped importance weight: no token loses its gradient", "arXiv:2506.13585"),
        Component.PolicyLoss<SapoLoss>("sapo", "a smooth gate on the ratio in place of the clip", "arXiv:2511.20347"),
        Component.PolicyLoss<GmpoLoss>("gmpo", "the clipped geometric mean of the token ratios", "arXiv:2507.20673"),
        Component.PolicyLoss<GpgLoss>("gpg", "log-probability times advantage, for the advantages of gpg", "arXiv:2504.02546"),
        Component.PolicyLoss<ReinforceLoss>("reinforce", "log-probability times advantage, without ratio or clip", "Williams 1992"),
        Component.PolicyLoss<ClipCovLoss>("clip_cov", "PPO's clip without a few tokens of high covariance, which cost entropy", "arXiv:2505.22617"),
        Component.PolicyLoss<KlCovLoss>("kl_cov", "the plain ratio, with a pull to the old policy at the tokens of highest covariance", "arXiv:2505.22617"),
    ];

    private static IReadOnlyList<Component<IAdvantageEstimator>> Advantages =>
    [
        Component.Advantage<GrpoAdvantage>("grpo", "the reward against its group's mean, divided by a standard deviation", "arXiv:2402.03300"),
        Component.Advantage<GrpoPassKAdvantage>("grpo_passk", "only the best completion of a group, by its lead over the second", "arXiv:2505.15201"),
        Component.Advantage<RlooAdvantage>("rloo", "the reward against the mean of the group's others", "arXiv:2402.14740"),
        Component.Advantage<ReinforcePlusPlusAdvantage>("reinforce_plus_plus", "the reward-to-go, whitened over the tokens of the batch", "arXiv:2501.03262"),
        Component.Advantage<ReinforcePlusPlusBaselineAdvantage>("reinforce_plus_plus_baseline", "the reward against its group's mean, whitened over the tokens of the batch", "arXiv:2501.03262"),
        Component.Advantage<RemaxAdvantage>("remax", "the reward-to-go against the reward of a greedy completion", "arXiv:2310.10505"),
        Component.Advantage<OpoAdvantage>("opo", "the reward against its group's length-weighted mean", "arXiv:2505.23585"),
        Component.Advantage<GpgAdvantage>("gpg", "the reward against its group's mean, times the batch's inverse success rate", "arXiv:2504.02546"),
    ];

    private static IReadOnlyList<Component<IPreferenceLoss>> PreferenceLosses =>
    [
        Component.PreferenceLoss<DpoLoss>("dpo", "negative log-sigmoid of the implicit reward margin", "arXiv:2305.18290"),
        Component.PreferenceLoss<CdpoLoss>("cdpo", "DPO for labels that are wrong with a known probability; finite margins", "arXiv:2305.18290, github.com/eric-mitchell/direct-preference-optimization"),
        Component.PreferenceLoss<RobustDpoLoss>("robust", "DPO unbiased under label flips", "arXiv:2403.00409"),
        Component.PreferenceLoss<HingeLoss>("hinge", "SLiC: hinge on the implicit reward margin", "arXiv:2305.10425"),
        Component.PreferenceLoss<IpoLoss>("ipo", "squared distance of the summed margin from its target (the paper's form)", "arXiv:2310.12036"),
        Component.PreferenceLoss<IpoAveragedLoss>("ipo_averaged", "squared distance of the margin a token from its target (TRL's form)", "arXiv:2310.12036"),
        Component.PreferenceLoss<ExoPairLoss>("exo_pair", "reverse KL to a smoothed label", "arXiv:2402.00856"),
        Component.PreferenceLoss<NcaPairLoss>("nca_pair", "noise-contrastive: anchors the absolute reward", "arXiv:2402.05369"),
        Component.PreferenceLoss<BcoPairLoss>("bco_pair", "each side classified on its own", "arXiv:2404.04656"),
        Component.PreferenceLoss<SppoHardLoss>("sppo_hard", "self-play with hard win probabilities", "arXiv:2405.00675"),
        Component.PreferenceLoss<ApoZeroLoss>("apo_zero", "anchored: chosen up, rejected down", "arXiv:2408.06266"),
        Component.PreferenceLoss<ApoDownLoss>("apo_down", "anchored: both down, rejected more", "arXiv:2408.06266"),
        Component.PreferenceLoss<DiscoPopLoss>("discopop", "log-ratio modulated blend, found by a language model", "arXiv:2406.08414"),
        Component.PreferenceLoss<SigmoidNormLoss>("sigmoid_norm", "DPO on log-ratios averaged over the response", "TRL"),
        Component.PreferenceLoss<SimpoLoss>("simpo", "length-averaged log-probability with a target margin, no reference", "arXiv:2405.14734"),
        Component.PreferenceLoss<DpopLoss>("dpop", "DPO with a penalty where the chosen response becomes less likely", "arXiv:2402.13228"),
        Component.PreferenceLoss<CpoLoss>("cpo", "uniform reference plus behaviour cloning", "arXiv:2401.08417"),
        Component.PreferenceLoss<OrpoLoss>("orpo", "fine-tuning plus log odds ratio, no reference", "arXiv:2403.07691"),
        Component.PreferenceLoss<AotLoss>("aot", "optimal transport: sorted log-ratios of policy and reference", "arXiv:2406.05882"),
        Component.PreferenceLoss<AotUnpairedLoss>("aot_unpaired", "optimal transport: sorted log-ratios of chosen and rejected", "arXiv:2406.05882"),
        Component.PreferenceLoss<BetaDpoLoss>("beta_dpo", "one beta a step from the margins, outlier pairs left out", "arXiv:2407.08639"),
        Component.PreferenceLoss<TdpoLoss>("tdpo", "DPO with the difference of sequential KLs", "arXiv:2404.11999"),
        Component.PreferenceLoss<KtoLoss>("kto", "unpaired labels against a reference point", "arXiv:2402.01306"),
        Component.PreferenceLoss<MadpoLoss>("madpo", "DPO weighted by a reward model's margin", "arXiv:2510.05342"),
        Component.PreferenceLoss<MaPoLoss>("mapo", "token weights from the reference model's activations", "arXiv:2410.05102"),
        Component.PreferenceLoss<SparsePoLoss>("sparsepo", "learned sparse token weights for log-ratios and KLs", "arXiv:2410.05102"),
    ];
}
